package dev.rondo.cli.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs and experiments as {@code rondo get -o json|yaml} prints them, as kubectl would. */
public final class ObjectOutput {
  /** Indented JSON. */
  public static final ObjectOutput JSON = new ObjectOutput(new ObjectMapper());

  /** YAML without document markers. */
  public static final ObjectOutput YAML =
      new ObjectOutput(
          new ObjectMapper(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                  .stringQuotingChecker(new YamlQuotes())
                  .build()));

  private final ObjectMapper mapper;

  private ObjectOutput(ObjectMapper mapper) {
    this.mapper = mapper.enable(SerializationFeature.INDENT_OUTPUT);
  }

  /** One object, as it is. */
  public String one(Object object) {
    return write(object);
  }

  /** Any number of objects, in a {@code kind: List}. */
  public String list(List<?> objects) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("apiVersion", "v1");
    list.put("kind", "List");
    list.put("items", objects);
    return write(list);
  }

  private String write(Object object) {
    try {
      return mapper.writeValueAsString(object).stripTrailing();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("API objects are always writable", impossible);
    }
  }
}
