package dev.rondo.examples.text;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** One message of a conversation, by the names that chat templates use. */
public record Message(String role, String content) {
  /** What the desk is told to be. */
  public static Message system(String content) {
    return new Message("system", content);
  }

  /** What the customer says. */
  public static Message user(String content) {
    return new Message("user", content);
  }

  /** What the desk says. */
  public static Message assistant(String content) {
    return new Message("assistant", content);
  }

  /** Ends a turn in ChatML. */
  public static final String END = "<|im_end|>";

  /** A conversation in ChatML. */
  public static String chatMl(List<Message> conversation) {
    return conversation.stream()
        .map(message -> message.opening() + message.content() + END + "\n")
        .collect(joining());
  }

  /** What comes before the content in ChatML. */
  public String opening() {
    return "<|im_start|>" + role + "\n";
  }

  /** Whether it is the assistant's turn. */
  public boolean fromAssistant() {
    return role.equals("assistant");
  }
}
