package polymnist.model;

/** What those who would use a network must know, whichever it is. */
public final class IntendedUse {
  public static final String USE =
      "Reading one handwritten digit, 0 to 9, that fills a colour image of 28x28 pixels as in"
          + " PolyMNIST, for study, teaching and the comparison of methods. The colours that it"
          + " learnt are those of its corpus: in PolyMNIST a digit has the inverse colours of the"
          + " photo around it, lighter than dark ground and darker than light ground. It learnt"
          + " neither plain black on white nor plain white on black. Pictures of own"
          + " handwriting are brought into that form by the job custom, which finds the"
          + " digit, and says so where it finds none or several.";

  public static final String OUT_OF_SCOPE =
      "Numbers of several digits, letters, signs and other scripts: the network knows ten"
          + " answers and gives one of them to anything. Decisions that harm someone when a"
          + " digit is misread, such as cheques, forms, exams or doses, without a human who"
          + " looks. Telling who wrote a digit. Cameras, papers and grounds that were not"
          + " measured.";

  public static final String HANDWRITING =
      "It was trained on the handwriting of American census workers and pupils of the 1990s:"
          + " other habits, such as a crossed 7 or a 1 with a long upstroke, it has seen"
          + " seldom.";

  public static final String LICENCE =
      "The project and the networks that it trains: Apache-2.0. MNIST, which the digits come"
          + " from: Yann LeCun, Corinna Cortes, Christopher Burges, CC BY-SA 3.0. Photos have"
          + " licences of their own: data/README.md names the origin of each that comes with"
          + " the project.";

  private IntendedUse() {}
}
