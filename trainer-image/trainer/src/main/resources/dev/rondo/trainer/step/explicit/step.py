# The methods that are called. Each takes causal_lm.py's arguments, then `targets`, where each member's targets begin,
# and prepacked weights of the forward and the backward, or none. D is not used: DoRA is differentiated by autograd.
def pack(self, pos: Tensor, sel: Tensor, W: List[Tensor], A: List[Tensor], B: List[Tensor], cosT: Tensor, sinT: Tensor, nums: List[int], lens: List[int], seg: List[int], scale: List[float], drop: List[float], keys: List[int], eps: float, targets: List[int], ahead: List[Tensor], back: List[Tensor]) -> __torch__.Pack:
  half = cosT.size(1) // 2
  cos = torch.index_select(cosT[:, :half], 0, pos).unsqueeze(1)
  sin = torch.index_select(sinT[:, :half], 0, pos).unsqueeze(1)
  runs: List[int] = []
  row = 0
  for length in lens:
    if len(runs) > 0 and runs[-1] == length:
      runs[-2] = runs[-2] + 1
    else:
      runs += [row, 1, length]
    row += length
  first = nums[2]
  for i in range(len(A)):
    if A[i].numel() > 0:
      first = min(first, i % (nums[2] * 7) // 7)
  return __torch__.Pack(W, A, B, seg, targets, sel, scale, drop, keys, cos, sin, runs, nums[0], nums[1], nums[2], nums[3], nums[4], nums[5], first, eps, ahead, back)
# What the head gives, then the tape. With `recompute` the tape has only each layer's input; without `kept` nothing.
def run(self, ids: Tensor, tgt: Tensor, p: __torch__.Pack, kept: bool, recompute: bool) -> List[Tensor]:
  tape: List[Tensor] = []
  x = torch.embedding(p.W[0], ids).to(p.residual)
  for li in range(p.layers):
    if kept and li >= p.first:
      if recompute:
        tape.append(x)
        x = self.layer(x, li, p, [])
      else:
        x = self.layer(x, li, p, tape)
    else:
      x = self.layer(x, li, p, [])
  out = self.head(x, tgt, p, tape, kept)
  if kept:
    out += tape
  return out
def forward(self, ids: Tensor, pos: Tensor, sel: Tensor, tgt: Tensor, W: List[Tensor], A: List[Tensor], B: List[Tensor], D: List[Tensor], cosT: Tensor, sinT: Tensor, nums: List[int], lens: List[int], seg: List[int], scale: List[float], drop: List[float], keys: List[int], eps: float, targets: List[int], ahead: List[Tensor], back: List[Tensor], recompute: int) -> List[Tensor]:
  torch.set_grad_enabled(False)
  p = self.pack(pos, sel, W, A, B, cosT, sinT, nums, lens, seg, scale, drop, keys, eps, targets, ahead, back)
  out = self.run(ids, tgt, p, True, recompute == 1)
  torch.set_grad_enabled(True)
  return out
def evaluate(self, ids: Tensor, pos: Tensor, sel: Tensor, tgt: Tensor, W: List[Tensor], A: List[Tensor], B: List[Tensor], D: List[Tensor], cosT: Tensor, sinT: Tensor, nums: List[int], lens: List[int], seg: List[int], scale: List[float], drop: List[float], keys: List[int], eps: float, targets: List[int], ahead: List[Tensor], back: List[Tensor]) -> List[Tensor]:
  torch.set_grad_enabled(False)
  p = self.pack(pos, sel, W, A, B, cosT, sinT, nums, lens, seg, scale, drop, keys, eps, targets, ahead, back)
  out = self.run(ids, tgt, p, False, False)
  torch.set_grad_enabled(True)
  return out
# Adds d loss / d A to GA and d loss / d B to GB, where d is d loss / d logp.
def backward(self, d: Tensor, tape: List[Tensor], GA: List[Tensor], GB: List[Tensor], ids: Tensor, pos: Tensor, sel: Tensor, tgt: Tensor, W: List[Tensor], A: List[Tensor], B: List[Tensor], D: List[Tensor], cosT: Tensor, sinT: Tensor, nums: List[int], lens: List[int], seg: List[int], scale: List[float], drop: List[float], keys: List[int], eps: float, targets: List[int], ahead: List[Tensor], back: List[Tensor], recompute: int) -> List[Tensor]:
  torch.set_grad_enabled(False)
  p = self.pack(pos, sel, W, A, B, cosT, sinT, nums, lens, seg, scale, drop, keys, eps, targets, ahead, back)
  dx = self.head_backward(d, p, tape)
  for j in range(p.layers - p.first):
    li = p.layers - 1 - j
    if recompute == 1:
      again: List[Tensor] = []
      self.layer(tape.pop(), li, p, again)
      dx = self.layer_backward(dx, li, ids.size(0), p, GA, GB, again)
    else:
      dx = self.layer_backward(dx, li, ids.size(0), p, GA, GB, tape)
  torch.set_grad_enabled(True)
  return []
