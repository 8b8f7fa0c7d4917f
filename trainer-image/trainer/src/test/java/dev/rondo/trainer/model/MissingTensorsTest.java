package dev.rondo.trainer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MissingTensorsTest {
  @Test
  void fewAreNamedAndManyCounted() {
    assertEquals("the tensor a", MissingTensors.text(List.of("a")));
    assertEquals("the tensors a, b", MissingTensors.text(List.of("a", "b")));
    List<String> many = IntStream.range(0, 1782).mapToObj(i -> "t" + i).toList();
    assertEquals(
        "1782 tensors: t0, t1, t2, t3, t4, ...; is a shard missing, or config.json of another model?",
        MissingTensors.text(many));
  }
}
