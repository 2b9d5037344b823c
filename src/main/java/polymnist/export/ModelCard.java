package polymnist.export;

import java.util.Locale;
import polymnist.model.IntendedUse;
import polymnist.model.Regime;

/**
 * A model card in Markdown (M. Mitchell et al., "Model Cards for Model Reporting", FAT* 2019), with
 * the head that model hubs read.
 */
final class ModelCard {
  private ModelCard() {}

  /** Returns the text. */
  static String of(ModelFacts facts) {
    return """
        ---
        license: apache-2.0
        pipeline_tag: image-classification
        tags: [onnx, safetensors, mnist, polymnist]
        ---

        # %s

        | | |
        |---|---|
        | architecture | %s, after %s |
        | parameters | %s |
        | trained on | %s |
        | accuracy on validation images | %s |
        | accuracy on test images | %s |
        | temperature | %s |
        | run | %s |
        | SHA-256 of the weights | %s |

        ## Files

        - `%s.onnx`: input `images`, [N,3,28,28] unsigned bytes, planes red, green, blue; outputs
          `logits` and `probabilities`, [N,10], of the digits 0 to 9. Bytes become numbers, %s,
          inside; normalisations are in the convolutions' weights.
        - `%s.safetensors`: the weights as they were trained, with the normalisations beside the
          convolutions. What they are given is %s.

        Probabilities that are as often right as they say are softmax(logits / temperature).

        ## Intended use

        %s

        ## Out of scope

        %s

        ## Findings and limits

        %s

        %s

        ## Licence

        %s
        """
        .formatted(
            facts.fileName(),
            facts.kind(),
            facts.source(),
            String.format(Locale.ROOT, "%,d", facts.parameters()),
            switch (facts.trainingCorpus()) {
              case "corpus" -> "the corpus";
              case "augmented" -> "the corpus and copies of it";
              case "fresh" ->
                  facts.fresh() == Regime.PASTED_ANEW
                      ? "digits of the corpus, each pasted anew on a photo in every epoch"
                      : "images of the corpus, each changed anew in every epoch";
              default -> facts.trainingCorpus();
            },
            percent(facts.validationAccuracy()),
            facts.tested().map(t -> t.inWords("image")).orElse("not measured"),
            facts
                .temperature()
                .map(t -> String.format(Locale.ROOT, "%.4f", t))
                .orElse("not fitted"),
            facts.trainingRun(),
            facts.weightsSha256(),
            facts.fileName(),
            ModelFacts.PREPROCESSING,
            facts.fileName(),
            ModelFacts.PREPROCESSING,
            IntendedUse.USE,
            IntendedUse.OUT_OF_SCOPE,
            facts.findings().isEmpty()
                ? "It has not been tested."
                : String.join("\n\n", facts.findings()),
            IntendedUse.HANDWRITING,
            IntendedUse.LICENCE);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
