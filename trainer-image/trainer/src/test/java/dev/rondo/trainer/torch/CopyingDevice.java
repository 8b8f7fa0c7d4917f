package dev.rondo.trainer.torch;

/** The CPU under a name by which nothing is known to lie there: tensors are copied, as to a GPU. */
public final class CopyingDevice {
  private CopyingDevice() {}

  /** A new one; close it. */
  public static ComputeDevice open() {
    return ComputeDevice.elsewhere("cpu:0");
  }
}
