import ai.djl.engine.Engine;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.nio.file.Path;

/** Has DJL unpack its native libraries into $DJL_CACHE_DIR: UnpackNatives TOKENIZER.json. */
final class UnpackNatives {
  public static void main(String[] arguments) throws Exception {
    System.out.println("PyTorch " + Engine.getEngine("PyTorch").getVersion());
    try (HuggingFaceTokenizer tokenizer =
        HuggingFaceTokenizer.newInstance(Path.of(arguments[0]))) {
      System.out.println("tokenizers: " + tokenizer.encode("ready").getIds().length + " token(s)");
    }
  }
}
