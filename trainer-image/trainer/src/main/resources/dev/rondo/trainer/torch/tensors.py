# Tensors of types that DJL has no name for. Types are torch's numbers.
def map_file(self, path: str, type: int, elements: int) -> List[Tensor]:
  return [torch.from_file(path, False, elements, dtype=type)]
def part(self, flat: Tensor, lo: int, hi: int, shape: List[int]) -> List[Tensor]:
  return [torch.view(torch.slice(flat, 0, lo, hi, 1), shape)]
# A copy on another device.
def on(self, x: Tensor, device: str) -> List[Tensor]:
  return [torch.to(x, torch.device(device), ops.prim.dtype(x), False, True)]
def assign(self, flat: Tensor, values: Tensor) -> List[Tensor]:
  _ = torch.copy_(flat, values)
  return annotate(List[Tensor], [])
def cast(self, x: Tensor, type: int) -> List[Tensor]:
  return [torch.to(x, type)]
