package dev.rondo.examples.text;

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

  /** A conversation in ChatML, without the line break after its last turn. */
  public static String chatMl(List<Message> conversation) {
    return String.join("\n", conversation.stream().map(Message::chatMl).toList());
  }

  private String chatMl() {
    return "<|im_start|>" + role + "\n" + content + "<|im_end|>";
  }
}
