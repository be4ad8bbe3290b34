import com.pixelmed.dicom.*;
import com.pixelmed.display.SourceImage;
import com.pixelmed.validate.DicomInstanceValidator;
import java.awt.image.Raster;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.regex.*;

/** Adapter of PixelMed: AttributeList for attributes, SourceImage for frames, and its validator. */
public class Adapter {
  static final String FEATURES =
      "labels geometry segments codes background algorithm tracking references mono8 mono16 binary "
          + "fractional implicit big-endian deflated rle source-grid unicode large";
  /** Label maps are younger than the validator of this release. */
  static final String VALIDATED = "binary fractional implicit big-endian deflated rle unicode";
  static DicomInstanceValidator validator;

  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < 32) out.append(String.format("\\u%04x", (int) c));
      else out.append(c);
    }
    return out.append('"').toString();
  }

  /** For attributes whose keywords this release does not know. */
  static AttributeTag tag(int group, int element) {
    return new AttributeTag(group, element);
  }

  static String text(AttributeList list, AttributeTag tag) {
    return list == null ? "" : Attribute.getDelimitedStringValuesOrEmptyString(list, tag);
  }

  static List<AttributeList> items(AttributeList list, AttributeTag tag) {
    List<AttributeList> found = new ArrayList<>();
    Attribute value = list == null ? null : list.get(tag);
    if (value instanceof SequenceAttribute) {
      SequenceAttribute sequence = (SequenceAttribute) value;
      for (int i = 0; i < sequence.getNumberOfItems(); i++) {
        found.add(sequence.getItem(i).getAttributeList());
      }
    }
    return found;
  }

  static String code(AttributeList item) {
    String value = text(item, TagFromName.CodeValue);
    if (value.isEmpty()) value = text(item, tag(0x0008, 0x0119));
    if (value.isEmpty()) value = text(item, tag(0x0008, 0x0120));
    String scheme = text(item, TagFromName.CodingSchemeDesignator);
    String meaning = text(item, TagFromName.CodeMeaning);
    return "{\"value\":" + quoted(value) + ",\"scheme\":" + quoted(scheme)
        + ",\"meaning\":" + quoted(meaning) + "}";
  }

  static String codes(List<AttributeList> found) {
    StringJoiner out = new StringJoiner(",", "[", "]");
    for (AttributeList item : found) out.add(code(item));
    return out.toString();
  }

  static String segment(AttributeList item) {
    StringJoiner out = new StringJoiner(",", "{", "}");
    out.add("\"label\":" + quoted(text(item, TagFromName.SegmentLabel)));
    AttributeTag category = TagFromName.SegmentedPropertyCategoryCodeSequence;
    for (AttributeList one : items(item, category)) out.add("\"category\":" + code(one));
    for (AttributeList one : items(item, TagFromName.SegmentedPropertyTypeCodeSequence)) {
      AttributeTag modifiers = TagFromName.SegmentedPropertyTypeModifierCodeSequence;
      out.add("\"type\":" + code(one) + ",\"modifiers\":" + codes(items(one, modifiers)));
    }
    out.add("\"regions\":" + codes(items(item, TagFromName.AnatomicRegionSequence)));
    String name = text(item, tag(0x0062, 0x0009));
    out.add("\"algorithm\":{\"type\":" + quoted(text(item, TagFromName.SegmentAlgorithmType))
        + ",\"name\":" + (name.isEmpty() ? "null" : quoted(name)) + "}");
    String uid = text(item, TagFromName.TrackingUID);
    if (!uid.isEmpty()) {
      String id = quoted(text(item, TagFromName.TrackingID));
      out.add("\"tracking\":{\"id\":" + id + ",\"uid\":" + quoted(uid) + "}");
    }
    return out.toString();
  }

  static void numbers(StringJoiner out, String key, AttributeList item, AttributeTag tag)
      throws DicomException {
    Attribute value = item == null ? null : item.get(tag);
    if (value != null && value.getVM() > 0) {
      out.add("\"" + key + "\":" + Arrays.toString(value.getDoubleValues()));
    }
  }

  static AttributeList group(AttributeList own, AttributeList shared, AttributeTag tag) {
    List<AttributeList> found = items(own, tag);
    if (found.isEmpty()) found = items(shared, tag);
    return found.isEmpty() ? null : found.get(0);
  }

  static String frame(AttributeList own, AttributeList shared) throws DicomException {
    StringJoiner out = new StringJoiner(",", "{", "}");
    AttributeList plane = group(own, shared, TagFromName.PlanePositionSequence);
    numbers(out, "position", plane, TagFromName.ImagePositionPatient);
    AttributeList turned = group(own, shared, TagFromName.PlaneOrientationSequence);
    numbers(out, "orientation", turned, TagFromName.ImageOrientationPatient);
    AttributeList measures = group(own, shared, TagFromName.PixelMeasuresSequence);
    numbers(out, "spacing", measures, TagFromName.PixelSpacing);
    AttributeList identified = group(own, shared, TagFromName.SegmentIdentificationSequence);
    String number = text(identified, TagFromName.ReferencedSegmentNumber);
    if (!number.isEmpty()) out.add("\"segment\":" + number);
    StringJoiner sources = new StringJoiner(",", "[", "]");
    for (AttributeList place : Arrays.asList(own, shared)) {
      for (AttributeList derived : items(place, TagFromName.DerivationImageSequence)) {
        for (AttributeList image : items(derived, TagFromName.SourceImageSequence)) {
          String uid = "{\"uid\":" + quoted(text(image, TagFromName.ReferencedSOPInstanceUID));
          String frames = text(image, TagFromName.ReferencedFrameNumber);
          for (String one : frames.split("\\\\")) {
            sources.add(uid + (one.isEmpty() ? "}" : ",\"frame\":" + one.trim() + "}"));
          }
        }
      }
    }
    return out.add("\"sources\":" + sources).toString();
  }

  static String labels(SourceImage image, int count) {
    StringJoiner volume = new StringJoiner(",", "[", "]");
    for (int index = 0; index < count; index++) {
      Raster raster = image.getBufferedImage(index).getRaster();
      StringJoiner rows = new StringJoiner(",", "[", "]");
      for (int y = 0; y < raster.getHeight(); y++) {
        StringJoiner row = new StringJoiner(",", "[", "]");
        for (int x = 0; x < raster.getWidth(); x++) {
          row.add(String.valueOf(raster.getSample(x, y, 0) & 0xffff));
        }
        rows.add(row.toString());
      }
      volume.add(rows.toString());
    }
    return volume.toString();
  }

  static String decode(String path) throws Exception {
    AttributeList list = new AttributeList();
    list.read(path);
    SourceImage image = new SourceImage(list);
    int count = image.getNumberOfBufferedImages();
    StringJoiner out = new StringJoiner(",", "{", "}");
    String type = text(list, TagFromName.SegmentationType);
    if (Arrays.asList("LABELMAP", "BINARY", "FRACTIONAL").contains(type)) {
      out.add("\"type\":" + quoted(type));
    }
    out.add("\"labels\":" + labels(image, count));
    List<AttributeList> shared = items(list, TagFromName.SharedFunctionalGroupsSequence);
    List<AttributeList> own = items(list, TagFromName.PerFrameFunctionalGroupsSequence);
    StringJoiner frames = new StringJoiner(",", "[", "]");
    for (int i = 0; i < count; i++) {
      AttributeList common = shared.isEmpty() ? null : shared.get(0);
      frames.add(frame(i < own.size() ? own.get(i) : null, common));
    }
    out.add("\"frames\":" + frames);
    String reference = text(list, TagFromName.FrameOfReferenceUID);
    out.add("\"frame_of_reference\":" + (reference.isEmpty() ? "null" : quoted(reference)));
    String background = text(list, TagFromName.PixelPaddingValue);
    out.add("\"background\":" + (background.isEmpty() ? "null" : background));
    String maximum = text(list, TagFromName.MaximumFractionalValue);
    if (!maximum.isEmpty()) {
      String kind = quoted(text(list, TagFromName.SegmentationFractionalType));
      out.add("\"maximum\":" + maximum + ",\"fractional_type\":" + kind);
    }
    Map<String, String> byNumber = new LinkedHashMap<>();
    for (AttributeList item : items(list, TagFromName.SegmentSequence)) {
      byNumber.put(text(item, TagFromName.SegmentNumber), segment(item));
    }
    StringJoiner segments = new StringJoiner(",", "{", "}");
    byNumber.forEach((number, found) -> segments.add(quoted(number) + ":" + found));
    return out.add("\"segments\":" + segments).toString();
  }

  static String validate(String path) throws Exception {
    if (validator == null) validator = new DicomInstanceValidator();
    AttributeList list = new AttributeList();
    list.read(path);
    StringJoiner found = new StringJoiner(",", "\"result\":{\"findings\":[", "]}");
    for (String line : validator.validate(list).split("\n")) {
      if (line.contains("unrecognized") && line.startsWith("IOD")) {
        return "\"unsupported\":{\"feature\":\"iod\",\"message\":" + quoted(line) + "}";
      }
      String level = line.startsWith("Error") ? "error" : "warning";
      if (line.startsWith("Error") || line.startsWith("Warning")) {
        found.add("{\"level\":\"" + level + "\",\"message\":" + quoted(line) + "}");
      }
    }
    return found.toString();
  }

  static String answer(String command, String path) {
    try {
      return command.equals("validate") ? validate(path) : "\"result\":" + decode(path);
    } catch (DicomException problem) {
      return "\"rejected\":{\"message\":" + quoted(String.valueOf(problem.getMessage())) + "}";
    } catch (Throwable problem) {
      return "\"error\":{\"message\":" + quoted(String.valueOf(problem)) + "}";
    }
  }

  static String listed(String words) {
    return "[\"" + words.replace(" ", "\",\"") + "\"]";
  }

  static String field(String line, String key) {
    Matcher found = Pattern.compile("\"" + key + "\":\"?([^,\"}]*)").matcher(line);
    return found.find() ? found.group(1) : "";
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
    System.setOut(System.err); // what the library prints is not a reply
    String features = "{\"decode\":" + listed(FEATURES) + ",\"validate\":" + listed(VALIDATED) + "}";
    String operations = listed("decode validate");
    String hello = "\"result\":{\"protocol\":2,\"operations\":" + operations + ",\"features\":" + features
        + ",\"implementation\":{\"name\":\"PixelMed\",\"version\":\"" + arguments[0]
        + "\",\"language\":\"Java\"}}";
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = field(line, "cmd");
      if (command.equals("bye")) break;
      String reply = command.equals("hello") ? hello : answer(command, field(line, "input"));
      out.println("{\"seq\":" + field(line, "seq") + "," + reply + "}");
    }
  }
}
