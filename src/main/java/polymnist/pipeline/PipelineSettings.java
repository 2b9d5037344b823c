package polymnist.pipeline;

import java.util.List;
import polymnist.setting.InvalidSetting;

/**
 * Settings of {@link PipelineJob}.
 *
 * @param stages names of jobs, in the order in which they run
 */
public record PipelineSettings(List<String> stages) {
  public PipelineSettings {
    if (stages.isEmpty()) {
      throw new InvalidSetting("stages", "must name at least one job");
    }
    InvalidSetting.ifTwice("stages", stages);
    stages = List.copyOf(stages);
  }
}
