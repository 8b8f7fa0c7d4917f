package dev.rondo.examples;

import dev.rondo.examples.arithmetic.Sum;
import dev.rondo.examples.support.SupportDesk;
import dev.rondo.examples.support.SupportTicket;
import dev.rondo.examples.talk.SupportTalk;
import dev.rondo.examples.text.Draw;
import dev.rondo.examples.text.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The data sets that are checked in: for each a training file and a held-out evaluation file. */
final class DataSets {
  private static final int SUPPORT_TRAIN = 1200;
  private static final int SUPPORT_EVAL = 200;
  private static final int PREFERENCE_TRAIN = 800;
  private static final int PREFERENCE_EVAL = 120;
  private static final int ARITHMETIC_TRAIN = 400;
  private static final int ARITHMETIC_EVAL = 80;

  private DataSets() {}

  /** A sum to answer, in GRPO's columns. */
  record ArithmeticRow(List<Message> prompt, String answer) {}

  /** Rows by file name, in the order of the file. */
  static Map<String, List<?>> all(long seed) {
    Map<String, List<?>> files = new LinkedHashMap<>();
    List<SupportTicket> tickets = new SupportDesk(seed).tickets(SUPPORT_TRAIN + SUPPORT_EVAL);
    split(files, "support", tickets, SUPPORT_TRAIN);
    SupportTalk talk = new SupportTalk(new Draw(seed, "preferences"));
    split(
        files,
        "preferences",
        distinct(
            Stream.generate(talk::exchange),
            SupportTalk.Exchange::prompt,
            PREFERENCE_TRAIN + PREFERENCE_EVAL),
        PREFERENCE_TRAIN);
    Draw draw = new Draw(seed, "arithmetic");
    List<Sum> sums =
        draw.shuffled(
            distinct(
                Stream.generate(() -> Sum.draw(draw)),
                Sum::said,
                ARITHMETIC_TRAIN + ARITHMETIC_EVAL));
    split(files, "arithmetic", sums.stream().map(DataSets::row).toList(), ARITHMETIC_TRAIN);
    return files;
  }

  /** The tickets to train on. */
  static List<SupportTicket> supportTrain(long seed) {
    return new SupportDesk(seed).tickets(SUPPORT_TRAIN);
  }

  private static ArithmeticRow row(Sum sum) {
    return new ArithmeticRow(List.of(Message.user(sum.question())), Integer.toString(sum.answer()));
  }

  /** The first rows of which no two have the same key. */
  private static <T> List<T> distinct(Stream<T> rows, Function<T, ?> key, int count) {
    Map<Object, T> seen = new LinkedHashMap<>();
    rows.takeWhile(row -> seen.size() < count)
        .forEach(row -> seen.putIfAbsent(key.apply(row), row));
    return List.copyOf(seen.values());
  }

  private static void split(Map<String, List<?>> files, String name, List<?> rows, int train) {
    files.put(name + "-train.jsonl", rows.subList(0, train));
    files.put(name + "-eval.jsonl", rows.subList(train, rows.size()));
  }
}
