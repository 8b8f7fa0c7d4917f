# Tensors of types that DJL has no name for. Types are torch's numbers.
def map_file(self, path: str, type: int, elements: int) -> List[Tensor]:
  return [torch.from_file(path, False, elements, dtype=type)]
def part(self, flat: Tensor, lo: int, hi: int, shape: List[int]) -> List[Tensor]:
  return [torch.view(torch.slice(flat, 0, lo, hi, 1), shape)]
def cast(self, x: Tensor, type: int) -> List[Tensor]:
  return [torch.to(x, type)]
