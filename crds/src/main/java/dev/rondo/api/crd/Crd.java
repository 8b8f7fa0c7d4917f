package dev.rondo.api.crd;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.fields.Field;
import dev.rondo.api.fields.FieldCatalogue;
import dev.rondo.api.names.Api;
import dev.rondo.api.names.Labels;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The CustomResourceDefinitions. */
public final class Crd {
  private static final FieldCatalogue CATALOGUE = FieldCatalogue.load();

  private Crd() {}

  /** Of Experiment. */
  public static ObjectNode experiment() {
    ObjectNode schema =
        new KindSchema(
                CATALOGUE,
                both(CATALOGUE.experiment(), CATALOGUE.experimentStatus()),
                ExperimentRules.of(CATALOGUE))
            .build(
                "A comparison: one base model and data set, many fine-tuning configurations that"
                    + " train at the same time, chunk by chunk.");
    return document(
        Api.EXPERIMENT, Api.EXPERIMENTS, "exp", schema, PrinterColumn.EXPERIMENT, List.of());
  }

  /** Of Run. */
  public static ObjectNode run() {
    ObjectNode schema =
        new KindSchema(
                CATALOGUE, both(CATALOGUE.run(), CATALOGUE.runStatus()), RunRules.of(CATALOGUE))
            .build(
                "One configuration of an Experiment. Made by the operator, or by hand with"
                    + " spec.cloneFrom.");
    List<String> selectable =
        List.of(".spec.experiment", ".status.placement.worker", ".status.state");
    return document(Api.RUN, Api.RUNS, null, schema, PrinterColumn.RUN, selectable);
  }

  private static List<Field> both(List<Field> spec, List<Field> status) {
    return Stream.concat(spec.stream(), status.stream()).toList();
  }

  private static ObjectNode document(
      String kind,
      String plural,
      String shortName,
      ObjectNode schema,
      List<PrinterColumn> columns,
      List<String> selectable) {
    ObjectNode crd = JsonNodeFactory.instance.objectNode();
    crd.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
    ObjectNode metadata = crd.putObject("metadata");
    metadata.put("name", plural + "." + Api.GROUP);
    metadata.putObject("labels").put(Labels.NAME, "rondo").put(Labels.PART_OF, "rondo");
    ObjectNode spec = crd.putObject("spec");
    spec.put("group", Api.GROUP);
    ObjectNode names = spec.putObject("names");
    names.put("kind", kind).put("listKind", kind + "List").put("plural", plural);
    names.put("singular", kind.toLowerCase(Locale.ROOT));
    names.putArray("categories").add("rondo");
    if (shortName != null) {
      names.putArray("shortNames").add(shortName);
    }
    spec.put("scope", "Namespaced");
    ObjectNode version = spec.putArray("versions").addObject();
    version.put("name", Api.VERSION).put("served", true).put("storage", true);
    version.putObject("subresources").putObject("status");
    ArrayNode printed = version.putArray("additionalPrinterColumns");
    columns.forEach(column -> column.addTo(printed));
    if (!selectable.isEmpty()) {
      ArrayNode paths = version.putArray("selectableFields");
      selectable.forEach(path -> paths.addObject().put("jsonPath", path));
    }
    version.putObject("schema").set("openAPIV3Schema", schema);
    return crd;
  }
}
