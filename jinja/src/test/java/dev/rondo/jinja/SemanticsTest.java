package dev.rondo.jinja;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.jinja.value.JinjaException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Jinja 3.1.6 gives with the settings of chat templates. */
class SemanticsTest {
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 7, 9, 5);

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          {{ none }} {{ true }} {{ 1.0 }} {{ 1e16 }} {{ {'a': [1]} }} § None True 1.0 1e+16 {'a': [1]}
          {{ (1,) }} {{ (1, 'a') }} {{ 'it''s' }}                     § (1,) (1, 'a') its
          {{ ["it's", 'a"b', '\\n'] }}                                § ["it's", 'a"b', '\\n']
          {{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 2 ** 3 }} § 3 -4 2 3.5 8
          {{ 1 ~ 2 * 3 }} {{ 'a' ~ none }}                            § 16 aNone
          {{ not 1 == 2 }} {{ 1 < 2 < 3 }} {{ 1 < 2 > 3 }}            § True True False
          {{ -1|abs }} {{ (2 - 3)|abs }} {{ 'ab'|upper ~ 'c' }}       § 1 1 ABc
          {{ 'x' if false }}|{{ 'x' if true else 'y' }}               § |x
          {{ missing }}|{{ missing is defined }}|{{ missing|length }} § |False|0
          {{ {'items': 3}.items is callable }} {{ {'items': 3}['items'] }} § True 3
          {{ 'a,b,c'.split(',')[-1] }} {{ 'abc'[::-1] }} {{ [1, 2, 3][1:] }} § c cba [2, 3]
          {{ '😀é'|length }} {{ '😀é'[1] }} {{ '😀é'[:1] }}            § 2 é 😀
          {{ {'a': 1, 'b': none, 'c': 'é<'}|tojson }}                 § {"a": 1, "b": null, "c": "é<"}
          {{ [1, [2]]|tojson(indent=1)|replace('\\n', '/') }}          § [/ 1,/ [/  2/ ]/]
          {{ {'b': 1, 'a': 2}|tojson(sort_keys=true, separators=(',', ':')) }} § {"a":2,"b":1}
          {{ '%s is %d' % ('x', 3) }} {{ '%05.1f' % 2.25 }}           § x is 3 002.2
          {{ [3, 1, 2]|sort|join('-') }} {{ ['b', 'A']|sort }}        § 1-2-3 ['A', 'b']
          {{ [{'n': 1}, {'n': 2}]|selectattr('n', 'gt', 1)|list }}    § [{'n': 2}]
          {{ [{'n': 1}, {'n': 2}]|map(attribute='n')|sum }}           § 3
          {{ ['a', 'b']|map('upper')|join }}                          § AB
          {{ 'a b'|title }} {{ "it's"|title }} {{ 'xaX'.title() }}     § A B It's Xax
          {{ '  x '.strip() ~ '|' ~ '--x-'.strip('-') }}              § x|x
          {{ 'abab'.replace('a', 'c', 1) }} {{ 'a'.join(['1', '2']) }} § cbab 1a2
          {{ 3 is odd }} {{ 'a' is string }} {{ 1 is number }} {{ [] is sequence }} § True True True True
          {{ 2 in [1, 2] }} {{ 'b' in 'abc' }} {{ 'k' not in {'k': 1} }} § True True False
          {{ x is none }} {{ none is none }} {{ none is defined }}     § False True True
          {{ strftime_now('%d %b %Y %-d') }}                          § 07 Mar 2026 7
          {{ 'a' 'b' }} {{ '\\u00e9\\x41' }}                             § ab éA
          {{ 1_000 + 2 }} {{ 2.5e1 }} {{ 5.0|int }} {{ '3x'|int(7) }}  § 1002 25.0 5 7
          {{ true + 1 }} {{ 1 == true }} {{ '' == false }}            § 2 True False
          {{ 0.1 + 0.2 }} {{ 1e-5 }} {{ 100000000000000000.0 }}       § 0.30000000000000004 1e-05 1e+17
          """)
  void computesAsPythonDoes(String template, String expected) {
    assertEquals(expected, render(template));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          a\\n{% if true %}\\nb\\n{% endif %}\\nc    § a\\nb\\nc
          a\\n  {% if true %}\\n  b\\n  {% endif %}\\nc § a\\n  b\\nc
          a\\n  {{ 1 }}\\nb                        § a\\n  1\\nb
          a  {%- if true %}  b  {%- endif -%}  c § a  bc
          a\\n  {%+ if true %}\\nb{% endif %}        § a\\n  b
          a{% if true +%}\\nb{% endif %}            § a\\nb
          a\\n  {# note #}\\nb                      § a\\nb
          a\\r\\nb\\n\\n                              § a\\nb\\n
          {% raw %}{{ x }}{% endraw %}             § {{ x }}
          {{ '}}' }}{% set x = '%}' %}{{ x }}      § }}%}
          """)
  void trimsBlocksAndStripsIndents(String template, String expected) {
    assertEquals(newLines(expected), render(newLines(template)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ 'a' + 1 }}",
        "{{ 1 in none }}",
        "{{ none|length }}",
        "{% for x in none %}{% endfor %}",
        "{{ missing.a }}",
        "{{ missing + 1 }}",
        "{{ 'a' < 1 }}",
        "{{ [1].append(2) }}",
        "{{ {}.update({}) }}",
        "{{ 1 / 0 }}",
        "{% do x %}",
        "{{ 1|nofilter }}",
        "{% if false %}{{ 1 is notest }}{% endif %}",
        "{% for x in [1] %}",
        "{{ 'open }}",
        "{{ 1 +",
        "{% set a, b = [1] %}",
        "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ range(1000000) }}",
        "{{ missing() }}"
      })
  void raisesWherePythonDoes(String template) {
    assertThrows(JinjaException.class, () -> render(template));
  }

  @Test
  void raisesTheTemplatesOwnMessage() {
    JinjaException raised =
        assertThrows(
            JinjaException.class, () -> render("{{ raise_exception('roles ' ~ 'alternate') }}"));
    assertEquals("roles alternate", raised.getMessage());
  }

  @Test
  void givesEachRoundOfALoopItsOwnScopeButNotAnIf() {
    assertEquals(
        "1", render("{% set x = 1 %}{% for i in [1, 2] %}{% set x = i + 1 %}{% endfor %}{{ x }}"));
    assertEquals("2", render("{% set x = 1 %}{% if true %}{% set x = 2 %}{% endif %}{{ x }}"));
    assertEquals(
        "3",
        render(
            "{% set n = namespace(x=1) %}{% for i in [1, 2] %}{% set n.x = i + 1 %}{% endfor %}"
                + "{{ n.x }}"));
  }

  @Test
  void tellsWhereALoopIs() {
    assertEquals(
        "1/3 first a|2/3 b|3/3 last c|",
        render(
            "{% for x in 'abc' %}{{ loop.index }}/{{ loop.length }} {{ 'first ' if loop.first }}"
                + "{{ 'last ' if loop.last }}{{ x }}|{% endfor %}"));
    assertEquals("none", render("{% for x in [1, 2] if x > 2 %}{{ x }}{% else %}none{% endfor %}"));
    assertEquals(
        "1 3 ",
        render(
            "{% for x in [1, 2, 3, 4] %}{% if x == 2 %}{% continue %}{% endif %}{% if x == 4 %}"
                + "{% break %}{% endif %}{{ x }} {% endfor %}"));
    assertEquals(
        "a1b2", render("{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}{{ v }}{% endfor %}"));
    assertEquals(
        "1(2(3))",
        render(
            "{% for x in [[1, [[2, [[3, []]]]]]] recursive %}{{ x[0] }}{% if x[1] %}"
                + "({{ loop(x[1]) }}){% endif %}{% endfor %}"));
  }

  @Test
  void callsMacrosWithDefaultsKeywordsAndACaller() {
    assertEquals(
        "a-1 b-2",
        render("{% macro m(x, y=1) %}{{ x }}-{{ y }}{% endmacro %}{{ m('a') }} {{ m('b', y=2) }}"));
    assertEquals(
        "<hi>",
        render("{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}hi{% endcall %}"));
    assertEquals("X", render("{% filter upper %}x{% endfilter %}"));
    assertEquals("[x]", render("{% set v %}x{% endset %}[{{ v }}]"));
    assertEquals("3", render("{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}"));
  }

  @Test
  void marksGenerationBlocksInTheOutput() {
    var rendered =
        Template.parse(
                "é😀{% generation %}ab{% endgeneration %}c{% generation %}d{% endgeneration %}")
            .render(Map.of(), NOW);
    assertEquals("é😀abcd", rendered.text());
    assertArrayEquals(new int[] {3, 5}, rendered.generationSpans().get(0));
    assertArrayEquals(new int[] {6, 7}, rendered.generationSpans().get(1));
  }

  @Test
  void saysWhichVariablesAreToBeGiven() {
    assertEquals(
        Set.of("messages", "bos_token", "flag"),
        Template.parse(
                "{{ bos_token }}{% for m in messages if flag %}{% set r = m.role %}{{ r }}"
                    + "{{ strftime_now('%d') }}{{ loop.index }}{% endfor %}")
            .variables());
  }

  @Test
  void seesNullsAndNestedValuesAsPythonWould() {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("content", null);
    message.put("n", 3);
    assertEquals(
        "None 4 [None, 1.5]",
        Template.parse("{{ m.content }} {{ m.n + 1 }} {{ l }}")
            .render(Map.of("m", message, "l", Arrays.asList(null, 1.5f)), NOW)
            .text());
    assertTrue(
        Template.parse("{{ 'k' in m }}")
            .render(Map.of("m", Map.of("k", List.of())), NOW)
            .text()
            .equals("True"));
  }

  private static String render(String template) {
    return Template.parse(template).render(Map.of("x", "x"), NOW).text();
  }

  private static String newLines(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n");
  }
}
