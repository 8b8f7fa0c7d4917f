package dev.rondo.api.fields;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a field may hold. */
public enum FieldType {
  @JsonProperty("integer")
  INTEGER("an integer"),
  @JsonProperty("number")
  NUMBER("a number"),
  @JsonProperty("boolean")
  BOOLEAN("true or false"),
  @JsonProperty("string")
  STRING("text"),
  @JsonProperty("list of strings")
  LIST_OF_STRINGS("a list of texts"),
  @JsonProperty("list of numbers")
  LIST_OF_NUMBERS("a list of numbers"),
  /** Its items are fields of their own, {@code path[]}. */
  @JsonProperty("list")
  LIST("a list"),
  /** Only the fields of the catalogue. */
  @JsonProperty("object")
  OBJECT("an object"),
  /** Any names. */
  @JsonProperty("map")
  MAP("an object"),
  /** Any names, each with an integer. */
  @JsonProperty("map of integers")
  MAP_OF_INTEGERS("an object of integers"),
  /** RFC 3339. */
  @JsonProperty("time")
  TIME("a time"),
  @JsonProperty("null")
  NULL("null");

  private final String phrase;

  FieldType(String phrase) {
    this.phrase = phrase;
  }

  /** As in "must be an integer". */
  public String phrase() {
    return phrase;
  }
}
