package dev.rondo.cli.table;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.regex.Pattern;

/** Quotes also what a YAML reader would take for a number: a digest such as 12e45. */
final class YamlQuotes extends StringQuotingChecker.Default {
  private static final long serialVersionUID = 1L;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9._]+([eE][+-]?[0-9]+)?|[0-9]{1,4}-[0-9].*|[0-9]+:[0-9:.]+");

  @Override
  public boolean needToQuoteValue(String value) {
    return super.needToQuoteValue(value) || NUMBER.matcher(value).matches();
  }
}
