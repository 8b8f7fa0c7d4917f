package dev.rondo.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.cli.store.SampleStore;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PlotPageTest {
  @TempDir Path store;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 12, 64})
  void isWellFormedAndHasEveryRunInBothTables(int runs) throws Exception {
    ExperimentView view = ExperimentView.read(SampleStore.finished(store, runs, 2));
    Path html = store.resolve("plot.html");
    PlotPage.write(view, html);
    Document page = parse(Files.readString(html));
    String text = page.getDocumentElement().getTextContent();
    for (RunHistory run : view.runs()) {
      assertTrue(text.contains(run.name()), run.name());
    }
    int rows = runs == 1 ? 1 : 2 * runs;
    assertEquals(rows, count(page, "tr", "data-run"));
  }

  @ParameterizedTest
  @ValueSource(ints = 8)
  void loadsNothingFromElsewhere(int runs) throws Exception {
    ExperimentView view = ExperimentView.read(SampleStore.finished(store, runs, 2));
    String page = PlotPage.render(view);
    String own =
        page.replace("http://www.w3.org/1999/xhtml", "").replace("http://www.w3.org/2000/svg", "");
    assertFalse(
        own.contains("http://") || own.contains("https://") || own.contains("src="),
        "refers to the network");
    assertFalse(page.contains("@{"), "a place in the template was left empty");
  }

  private static long count(Document page, String element, String attribute) {
    var nodes = page.getElementsByTagName(element);
    long count = 0;
    for (int i = 0; i < nodes.getLength(); i++) {
      count += nodes.item(i).getAttributes().getNamedItem(attribute) != null ? 1 : 0;
    }
    return count;
  }

  private static Document parse(String page) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", false);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
  }
}
