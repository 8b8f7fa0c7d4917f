# Rotary embedding (Su et al., 2021) of x = [x1, x2] along the last dimension, in float32:
# y = [x1 cos - x2 sin, x2 cos + x1 sin]. With -sin it is its own backward.
def rotate(self, y: Tensor, x: Tensor, cos: Tensor, sin: Tensor, sign: float) -> None:
  half = x.size(2) // 2
  y1 = y[:, :, :half]
  y2 = y[:, :, half:]
  torch.mul(x[:, :, :half], cos, out=y1)
  torch.mul(x[:, :, half:], cos, out=y2)
  y1.addcmul_(x[:, :, half:], sin, value=-sign)
  y2.addcmul_(x[:, :, :half], sin, value=sign)
# Causal attention of q, k, v = qkv: [rows, heads + 2 kv heads, head size] within each sequence. Operands are rounded to
# the type of the base's products, then attended in float32: the backward of the CPU's bfloat16 kernel is several times
# slower. wq, wk: weights of norms on each head of q and k, or empty.
def attention(self, qkv: Tensor, wq: Tensor, wk: Tensor, p: __torch__.Pack, tape: List[Tensor]) -> Tensor:
  H = p.heads
  both = H + p.kv_heads
  N = qkv.size(0)
  qk = torch.empty([N, both, qkv.size(2)], dtype=6)
  if wq.numel() > 0:
    q0 = self.norm(qkv[:, :H].to(p.residual), wq, p, tape)
    k0 = self.norm(qkv[:, H:both].to(p.residual), wk, p, tape)
    self.rotate(qk[:, :H], q0.to(6), p.cos, p.sin, 1.)
    self.rotate(qk[:, H:], k0.to(6), p.cos, p.sin, 1.)
  else:
    self.rotate(qk, qkv[:, :both].to(6), p.cos, p.sin, 1.)
  if p.base != 6:
    qk = qk.to(p.base).to(6)
  v = qkv[:, both:].to(6)
  y = torch.empty([N, H, qkv.size(2)], dtype=6)
  for i in range(len(p.runs) // 3):
    lo = p.runs[3 * i]
    n = p.runs[3 * i + 1]
    length = p.runs[3 * i + 2]
    hi = lo + n * length
    q1 = self.by_head(qk[lo:hi, :H], n, length, 1)
    k1 = self.by_head(qk[lo:hi, H:], n, length, H // p.kv_heads)
    v1 = self.by_head(v[lo:hi], n, length, H // p.kv_heads)
    o, logsumexp = torch._scaled_dot_product_flash_attention_for_cpu(q1, k1, v1, 0., True)
    y[lo:hi].view(n, length, H, -1).copy_(o.transpose(1, 2))
    tape.append(logsumexp)
  tape.append(qk)
  tape.append(v)
  tape.append(y)
  return y.view(N, -1).to(p.base)
# d qkv, [rows, (heads + 2 kv heads) * head size], of dy: [rows, heads * head size].
def attention_backward(self, dy: Tensor, qkv: List[int], wq: Tensor, wk: Tensor, p: __torch__.Pack, tape: List[Tensor]) -> Tensor:
  H = p.heads
  both = H + p.kv_heads
  group = H // p.kv_heads
  y = tape.pop()
  v = tape.pop()
  qk = tape.pop()
  dy32 = dy.to(6)
  d = torch.empty(qkv, dtype=6)
  for j in range(len(p.runs) // 3):
    i = len(p.runs) // 3 - 1 - j
    lo = p.runs[3 * i]
    n = p.runs[3 * i + 1]
    length = p.runs[3 * i + 2]
    hi = lo + n * length
    q1 = self.by_head(qk[lo:hi, :H], n, length, 1)
    k1 = self.by_head(qk[lo:hi, H:], n, length, group)
    v1 = self.by_head(v[lo:hi], n, length, group)
    y1 = self.by_head(y[lo:hi], n, length, 1)
    dy1 = self.by_head(dy32[lo:hi].view(hi - lo, H, -1), n, length, 1)
    dq, dk, dv = torch._scaled_dot_product_flash_attention_for_cpu_backward(dy1, q1, k1, v1, y1, tape.pop(), 0., True)
    d1 = d[lo:hi].view(n, length, qkv[1], -1)
    d1[:, :, :H].copy_(dq.transpose(1, 2))
    d1[:, :, H:both].copy_(self.by_kv_head(dk, group).transpose(1, 2))
    d1[:, :, both:].copy_(self.by_kv_head(dv, group).transpose(1, 2))
  rotated = torch.empty([qkv[0], both, qkv[2]], dtype=6)
  self.rotate(rotated, d[:, :both], p.cos, p.sin, -1.)
  if wq.numel() > 0:
    d[:, :both].zero_()
    self.norm_backward(d[:, H:both], rotated[:, H:], wk, tape)
    self.norm_backward(d[:, :H], rotated[:, :H], wq, tape)
  else:
    d[:, :both].copy_(rotated)
  return d.view(qkv[0], -1).to(p.base)
# [rows, heads, head size] -> [sequences, heads * group, length, head size]: the kernel wants a key for every query.
def by_head(self, x: Tensor, n: int, length: int, group: int) -> Tensor:
  heads = x.view(n, length, x.size(1), x.size(2)).transpose(1, 2)
  if group == 1:
    return heads
  return heads.unsqueeze(2).expand(-1, -1, group, -1, -1).reshape(n, x.size(1) * group, length, x.size(2))
# The backward of that repetition: the sum over each group.
def by_kv_head(self, x: Tensor, group: int) -> Tensor:
  if group == 1:
    return x
  return x.view(x.size(0), x.size(1) // group, group, x.size(2), x.size(3)).sum(2)
