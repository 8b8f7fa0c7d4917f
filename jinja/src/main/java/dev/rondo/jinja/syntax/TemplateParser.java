package dev.rondo.jinja.syntax;

import dev.rondo.jinja.value.JinjaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses a template's statements. */
public final class TemplateParser {
  private final List<Segment> segments;
  private final Vocabulary vocabulary;
  private int at;
  private TokenReader tokens = new TokenReader(List.of(Token.END));
  private ExpressionParser expressions;

  /** The tag that ended the block parsed last. */
  private String endTag = "";

  private TemplateParser(List<Segment> segments, Vocabulary vocabulary) {
    this.segments = segments;
    this.vocabulary = vocabulary;
    this.expressions = new ExpressionParser(tokens, vocabulary);
  }

  /**
   * The statements of a source.
   *
   * @throws JinjaException if it is not a template, or uses what there is not
   */
  public static List<Statement> parse(String source, Vocabulary vocabulary) {
    return new TemplateParser(Lexer.segments(source), vocabulary).block();
  }

  /** Statements up to one of these tags; up to the end of the template where none is named. */
  private List<Statement> block(String... ends) {
    List<Statement> statements = new ArrayList<>();
    while (at < segments.size()) {
      switch (segments.get(at++)) {
        case Segment.Text(String text) -> statements.add(new Statement.Text(text));
        case Segment.Print(List<Token> inside) -> {
          enter(inside);
          statements.add(new Statement.Print(expressions.tuple()));
          tokens.expectEnd();
        }
        case Segment.Tag(List<Token> inside) -> {
          enter(inside);
          String tag = tokens.expectName();
          if (List.of(ends).contains(tag)) {
            endTag = tag;
            return statements;
          }
          statements.add(statement(tag));
        }
      }
    }
    if (ends.length > 0) {
      throw JinjaException.syntax(
          "Unexpected end of template. Jinja was looking for the following tags: '"
              + String.join("' or '", ends)
              + "'.");
    }
    return statements;
  }

  private void enter(List<Token> inside) {
    tokens = new TokenReader(inside);
    expressions = new ExpressionParser(tokens, vocabulary);
  }

  private List<Statement> bodyTo(String end) {
    tokens.expectEnd();
    List<Statement> body = block(end);
    tokens.expectEnd();
    return body;
  }

  private Statement statement(String tag) {
    return switch (tag) {
      case "if" -> ifStatement();
      case "for" -> forStatement();
      case "set" -> setStatement();
      case "macro" -> {
        String name = tokens.expectName();
        List<Statement.Parameter> parameters = parameters();
        yield new Statement.Macro(name, parameters, bodyTo("endmacro"));
      }
      case "call" -> callBlock();
      case "filter" -> {
        Expression filtered = expressions.operands().filterChain();
        yield new Statement.FilterBlock(filtered, bodyTo("endfilter"));
      }
      case "with" -> with();
      case "generation" -> new Statement.Generation(bodyTo("endgeneration"));
      case "print" -> {
        Expression value = expressions.tuple();
        tokens.expectEnd();
        yield new Statement.Print(value);
      }
      case "break" -> alone(new Statement.Break());
      case "continue" -> alone(new Statement.Continue());
      default -> throw JinjaException.syntax("Encountered unknown tag '" + tag + "'.");
    };
  }

  private Statement alone(Statement statement) {
    tokens.expectEnd();
    return statement;
  }

  private Statement ifStatement() {
    Expression test = expressions.tuple();
    tokens.expectEnd();
    List<Statement> then = block("elif", "else", "endif");
    List<Statement> otherwise = List.of();
    if (endTag.equals("elif")) {
      otherwise = List.of(ifStatement());
    } else if (endTag.equals("else")) {
      otherwise = bodyTo("endif");
    }
    return new Statement.If(test, then, otherwise);
  }

  private Statement forStatement() {
    Statement.Target target = target();
    if (!tokens.skipName("in")) {
      throw JinjaException.syntax("expected token 'in', got '" + tokens.current().text() + "'");
    }
    Expression iterable = expressions.tupleBeforeIf();
    Optional<Expression> filter =
        tokens.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
    boolean recursive = tokens.skipName("recursive");
    tokens.expectEnd();
    List<Statement> body = block("else", "endfor");
    List<Statement> otherwise = endTag.equals("else") ? bodyTo("endfor") : List.of();
    return new Statement.For(target, iterable, filter, body, otherwise, recursive);
  }

  private Statement setStatement() {
    if (tokens.following().isOperator(".")) {
      String namespace = tokens.expectName();
      tokens.expectOperator(".");
      String attribute = tokens.expectName();
      tokens.expectOperator("=");
      Expression value = expressions.tuple();
      return alone(new Statement.SetAttribute(namespace, attribute, value));
    }
    Statement.Target target = target();
    if (tokens.skipOperator("=")) {
      Expression value = expressions.tuple();
      return alone(new Statement.Set(target, value));
    }
    Expression filtered = expressions.operands().filtersAndTests(new Expression.Captured());
    return new Statement.SetBlock(target, filtered, bodyTo("endset"));
  }

  private Statement.Target target() {
    boolean parenthesised = tokens.skipOperator("(");
    List<String> names = new ArrayList<>(List.of(tokens.expectName()));
    boolean unpacks = false;
    while (tokens.skipOperator(",")) {
      unpacks = true;
      if (tokens.current().kind() != Token.Kind.NAME || tokens.isName("in")) {
        break;
      }
      names.add(tokens.expectName());
    }
    if (parenthesised) {
      tokens.expectOperator(")");
    }
    return new Statement.Target(names, unpacks);
  }

  private List<Statement.Parameter> parameters() {
    List<Statement.Parameter> parameters = new ArrayList<>();
    tokens.expectOperator("(");
    while (!tokens.skipOperator(")")) {
      String name = tokens.expectName();
      Optional<Expression> otherwise =
          tokens.skipOperator("=") ? Optional.of(expressions.expression()) : Optional.empty();
      parameters.add(new Statement.Parameter(name, otherwise));
      if (!tokens.isOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    return parameters;
  }

  private Statement callBlock() {
    List<Statement.Parameter> parameters = tokens.isOperator("(") ? parameters() : List.of();
    if (!(expressions.expression() instanceof Expression.Call call)) {
      throw JinjaException.syntax("expected call");
    }
    return new Statement.CallBlock(parameters, call, bodyTo("endcall"));
  }

  private Statement with() {
    List<String> names = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    while (!tokens.isAtEnd()) {
      if (!names.isEmpty()) {
        tokens.expectOperator(",");
      }
      names.add(tokens.expectName());
      tokens.expectOperator("=");
      values.add(expressions.expression());
    }
    return new Statement.With(names, values, bodyTo("endwith"));
  }
}
