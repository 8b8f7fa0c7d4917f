# A decoder layer. `tape` takes what the backward needs, in the order of the forward; the backward takes it back from
# the end. Adapters push theirs before their input is pushed, so that it is at hand first.
def layer(self, x: Tensor, li: int, p: __torch__.Pack, tape: List[Tensor]) -> Tensor:
  o = 3 + 18 * li
  w = o + 4
  m = 7 * li
  N = x.size(0)
  h = self.norm(x, p.W[o], p, tape).to(p.base)
  nq = p.W[w].size(0)
  nk = p.W[w + 2].size(0)
  qkv = self.project(h, w, 3, p)
  q = qkv[:, :nq]
  k = qkv[:, nq:nq + nk]
  v = qkv[:, nq + nk:]
  self.lora(q, h, m, p.rows, p, tape)
  self.lora(k, h, m + 1, p.rows, p, tape)
  self.lora(v, h, m + 2, p.rows, p, tape)
  tape.append(h)
  y = self.attention(qkv.view(N, p.heads + 2 * p.kv_heads, -1), p.W[o + 2], p.W[o + 3], p, tape)
  rows = p.rows
  if li == p.layers - 1:
    x = torch.index_select(x, 0, p.selected)
    y = torch.index_select(y, 0, p.selected)
    rows = p.targets
  a = self.project(y, w + 6, 1, p)
  self.lora(a, y, m + 3, rows, p, tape)
  tape.append(y)
  x = x + a
  h = self.norm(x, p.W[o + 1], p, tape).to(p.base)
  I = p.W[w + 8].size(0)
  gu = self.project(h, w + 8, 2, p)
  self.lora(gu[:, :I], h, m + 4, rows, p, tape)
  self.lora(gu[:, I:], h, m + 5, rows, p, tape)
  tape.append(h)
  # Halves of one tensor are walked row by row: where a vector kernel's tail begins does not depend on the pack.
  s = torch.silu(gu[:, :I])
  b = s * gu[:, I:]
  d = self.project(b, w + 12, 1, p)
  self.lora(d, b, m + 6, rows, p, tape)
  tape.append(b)
  tape.append(s)
  tape.append(gu)
  return x + d
# From d loss / d output, float32, to d loss / d input, which the lowest adapted layer does not need.
def layer_backward(self, dx: Tensor, li: int, N: int, p: __torch__.Pack, GA: List[Tensor], GB: List[Tensor], tape: List[Tensor]) -> Tensor:
  o = 3 + 18 * li
  w = o + 4
  m = 7 * li
  rows = p.rows
  if li == p.layers - 1:
    rows = p.targets
  gu = tape.pop()
  s = tape.pop()
  b = tape.pop()
  I = s.size(1)
  dd = dx.to(p.base)
  db = self.project_backward(dd, w + 12, 1, p)
  self.lora_backward(db, True, dd, b, m + 6, rows, p, GA, GB, tape)
  dgu = torch.empty_like(gu)
  torch.mul(db, s, out=dgu[:, I:])
  torch.silu_backward(db.mul_(gu[:, I:]), gu[:, :I], grad_input=dgu[:, :I])
  h = tape.pop()
  dh = self.project_backward(dgu, w + 8, 2, p)
  self.lora_backward(dh, True, dgu[:, I:], h, m + 5, rows, p, GA, GB, tape)
  self.lora_backward(dh, True, dgu[:, :I], h, m + 4, rows, p, GA, GB, tape)
  self.norm_backward(dx, dh, p.W[o + 1], tape)
  y = tape.pop()
  da = dx.to(p.base)
  dy = self.project_backward(da, w + 6, 1, p)
  self.lora_backward(dy, True, da, y, m + 3, rows, p, GA, GB, tape)
  if li == p.layers - 1:
    dy = torch.zeros([N, dy.size(1)], dtype=dy.dtype).index_copy_(0, p.selected, dy)
    dx = torch.zeros([N, dx.size(1)]).index_copy_(0, p.selected, dx)
  nq = p.W[w].size(0)
  nk = p.W[w + 2].size(0)
  dqkv = self.attention_backward(dy, [N, p.heads + 2 * p.kv_heads, nq // p.heads], p.W[o + 2], p.W[o + 3], p, tape)
  dq = dqkv[:, :nq]
  dk = dqkv[:, nq:nq + nk]
  dv = dqkv[:, nq + nk:]
  h = tape.pop()
  needed = li > p.first
  dh = dx
  if needed:
    dh = self.project_backward(dqkv, w, 3, p)
  self.lora_backward(dh, needed, dv, h, m + 2, p.rows, p, GA, GB, tape)
  self.lora_backward(dh, needed, dk, h, m + 1, p.rows, p, GA, GB, tape)
  self.lora_backward(dh, needed, dq, h, m, p.rows, p, GA, GB, tape)
  if needed:
    self.norm_backward(dx, dh, p.W[o], tape)
  else:
    tape.pop()
    tape.pop()
  return dx
