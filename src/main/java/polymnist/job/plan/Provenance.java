package polymnist.job.plan;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.SparkSession;
import polymnist.setting.Settings;

/** How a run came about: of what, when, where and with which versions. */
final class Provenance {
  private Provenance() {}

  static Map<String, String> of(
      Jobs.Plan<?> plan, Settings settings, SparkSession spark, Instant started) {
    String job = plan.stage().name();
    Map<String, String> facts = new LinkedHashMap<>(Reasons.kept(plan.parts()));
    facts.put("started", started.toString());
    facts.put("finished", Instant.now().toString());
    facts.put("seed", settings.json("seed"));
    facts.put("settings-sha256", DigestUtils.sha256Hex(settings.json(job)));
    facts.put("commit", spark.conf().get("spark.polymnist.commit", "unknown"));
    facts.put("master", spark.sparkContext().master());
    facts.put("application", spark.sparkContext().applicationId());
    facts.put("threads", Integer.toString(spark.sparkContext().defaultParallelism()));
    facts.put("omp-threads", Objects.requireNonNullElse(System.getenv("OMP_NUM_THREADS"), "unset"));
    facts.put("spark", spark.version());
    facts.put("scala", scala.util.Properties.versionNumberString());
    facts.put("java", System.getProperty("java.version"));
    facts.putAll(LibraryVersions.all());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return facts;
  }
}
