package dev.rondo.trainer.text;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A chat template with what Transformers' {@code apply_chat_template} puts around it. */
public final class ChatTemplate {
  private static final Pattern GENERATION = Pattern.compile("\\{%-?\\s*generation\\s*-?%\\}");
  private static final List<String> REASONING =
      List.of("reasoning_content", "thinking", "reasoning");

  private final String source;
  private final JinjaTemplate template;
  private final Map<String, String> specialTokens;
  private final LocalDateTime now;

  private ChatTemplate(
      String source, JinjaTemplate template, Map<String, String> specialTokens, LocalDateTime now) {
    this.source = source;
    this.template = template;
    this.specialTokens = Map.copyOf(specialTokens);
    this.now = now;
  }

  /**
   * A template ready to render.
   *
   * @param specialTokens the tokenizer's, which templates see as variables
   * @param now the time that templates print
   */
  public static ChatTemplate of(String source, Map<String, String> specialTokens, LocalDateTime now)
      throws TemplateException {
    return new ChatTemplate(source, JinjaTemplate.parse(source), specialTokens, now);
  }

  /** The template's text. */
  public String source() {
    return source;
  }

  /** Whether what is rendered may depend on the day. */
  public boolean tellsTheDate() {
    return mayTellTheDate(source);
  }

  /** Whether what a template renders may depend on the day. */
  public static boolean mayTellTheDate(String source) {
    return source.contains("strftime_now");
  }

  /** Whether the template marks what the assistant writes, as assistant_only_loss needs. */
  public boolean marksGeneration() {
    return GENERATION.matcher(source).find();
  }

  /**
   * The conversation as text.
   *
   * @param tools JSON schemas, or null
   * @param kwargs further variables
   */
  public RenderedText render(
      List<Map<String, Object>> messages,
      Object tools,
      Map<String, Object> kwargs,
      boolean addGenerationPrompt)
      throws TemplateException {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("messages", messages.stream().map(ChatTemplate::visible).toList());
    variables.put("tools", tools);
    variables.put("documents", null);
    variables.put("add_generation_prompt", addGenerationPrompt);
    variables.putAll(specialTokens);
    variables.putAll(kwargs);
    return template.render(variables, now);
  }

  /** Keys without a value are hidden; reasoning is told under each of its names. */
  private static Map<String, Object> visible(Map<String, Object> message) {
    Map<String, Object> visible = new LinkedHashMap<>(message);
    visible.values().removeIf(value -> value == null);
    List<String> told = new ArrayList<>(REASONING);
    told.retainAll(visible.keySet());
    if (!told.isEmpty()) {
      Object reasoning = visible.get(told.getFirst());
      visible.putIfAbsent("thinking", reasoning);
      visible.put("reasoning_content", reasoning);
    }
    return visible;
  }
}
