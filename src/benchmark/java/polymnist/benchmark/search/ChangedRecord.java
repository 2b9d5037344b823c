package polymnist.benchmark.search;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;
import polymnist.setting.InvalidSetting;
import polymnist.setting.Settings;

/** Records of settings with another number in them. */
final class ChangedRecord {
  private ChangedRecord() {}

  /** Tells whether a record has a number of that name, such as {@code learning-rate}. */
  static boolean has(Record record, String name) {
    return Arrays.stream(record.getClass().getRecordComponents())
        .anyMatch(
            component -> isNumber(component) && Settings.kebab(component.getName()).equals(name));
  }

  /**
   * Returns the record with that number.
   *
   * @throws InvalidSetting when it has none of that name, or refuses the value
   */
  @SuppressWarnings("unchecked") // The constructor is the record's own.
  static <R extends Record> R of(R record, String name, double value) {
    if (!has(record, name)) {
      throw new InvalidSetting(
          name,
          "is no number of this network, which has "
              + Arrays.stream(record.getClass().getRecordComponents())
                  .filter(ChangedRecord::isNumber)
                  .map(component -> Settings.kebab(component.getName()))
                  .collect(Collectors.joining(", ")));
    }
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    try {
      for (int c = 0; c < components.length; c++) {
        types[c] = components[c].getType();
        values[c] =
            Settings.kebab(components[c].getName()).equals(name)
                ? number(name, types[c], value)
                : components[c].getAccessor().invoke(record);
      }
      return (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidSetting invalid) {
        throw invalid;
      }
      throw new IllegalStateException("cannot make a " + record.getClass(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + record.getClass(), e);
    }
  }

  private static boolean isNumber(RecordComponent component) {
    return component.getType() == int.class || component.getType() == double.class;
  }

  private static Object number(String name, Class<?> type, double value) {
    if (type == double.class) {
      return value;
    }
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw new InvalidSetting(name, "must be a whole number, was " + value);
    }
    return (int) value;
  }
}
