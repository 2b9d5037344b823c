package polymnist.eda;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/** The tail of the chi-squared distribution, which SQL lacks. */
final class ChiSquared {
  private ChiSquared() {}

  /**
   * Makes the SQL function {@code chi_squared_p_value(chi_squared DOUBLE, degrees_of_freedom INT)}
   * known.
   */
  static void register(SparkSession spark) {
    spark
        .udf()
        .register(
            "chi_squared_p_value",
            (UDF2<Double, Integer, Double>) ChiSquared::pValue,
            DataTypes.DoubleType);
  }

  /**
   * Returns the probability of a statistic at least as great when the hypothesis holds; null where
   * there is no statistic or no degree of freedom.
   */
  static Double pValue(Double statistic, Integer degreesOfFreedom) {
    if (statistic == null || degreesOfFreedom == null || degreesOfFreedom < 1) {
      return null;
    }
    return ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(statistic);
  }
}
