/**
 * Digits that the team wrote itself: finding the digit in a picture and showing it to a network.
 * The picture is brought into the world of PolyMNIST before it is read.
 */
package polymnist.custom;
