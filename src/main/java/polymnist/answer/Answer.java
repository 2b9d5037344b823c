package polymnist.answer;

/**
 * A question about the study and what its tables say.
 *
 * @param id of the question, such as {@code best-network}
 * @param question as a person asks it
 * @param finding the answer as one of a few
 * @param figure the number that matters most, such as {@code 97.2 %}; empty where there is none
 * @param detail what the figure is of, with its interval; empty where there is no figure
 * @param sentence the answer in whole sentences, in plain text; names in it are as tables have them
 */
public record Answer(
    String id, String question, Finding finding, String figure, String detail, String sentence) {}
