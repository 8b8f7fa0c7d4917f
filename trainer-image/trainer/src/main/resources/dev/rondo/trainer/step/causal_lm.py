# The model's part of a step, in TorchScript's serialised dialect: no operators, no `with`.
#
# Rows of all members lie flattened one after the other, never padded: x is [N, hidden].
# W: embedding, final norm, head; then 18 per layer: input norm, post-attention norm, q norm, k norm, and weight and
#    bias of q, k, v, o, gate, up, down. An absent tensor is empty.
# A, B, D: LoRA A and B and DoRA magnitude by (member, layer, projection); empty where not adapted.
# lens: sequence lengths in order; seg: first row of each member, and N; scale: LoRA scaling of each member.
# drop: lora_dropout of each member, 0 in evaluation; keys: seed of each (member, layer, projection)'s mask.
# nums: heads, key-value heads, layers; then types as torch numbers them (5 float16, 6 float32, 15 bfloat16): of the
#    residual stream (model.dtype), of matrix products with the base, of matrix products with A and B.
# Where a cast stands, torch.autocast and PEFT cast as well; a cast to the type it has is nothing.
def normed(self, x: Tensor, w: Tensor, eps: float) -> Tensor:
  H = torch.size(x, -1)
  dt = ops.prim.dtype(x)
  if torch.eq(dt, 6):
    r = torch.rms_norm(x, [H], w, eps)
  else:
    r = torch.mul(w, torch.to(torch.rms_norm(torch.to(x, 6), [H], None, eps), dt))
  return r
def rotate(self, x: Tensor, c: Tensor, s: Tensor) -> Tensor:
  h = torch.chunk(x, 2, 2)
  turned = torch.cat([torch.neg(h[1]), h[0]], 2)
  return torch.add(torch.mul(x, c), torch.mul(turned, s))
# torch.nn.Dropout with a generator of its own, so that a mask depends on its key and shape alone: not on the device
# either, which is why it is drawn on the CPU.
def dropped(self, x: Tensor, p: float, key: int) -> Tensor:
  if torch.eq(p, 0.):
    r = x
  else:
    if torch.lt(p, 1.):
      keep = torch.sub(1., p)
      mask = torch.bernoulli(torch.empty(torch.size(x)), keep, generator=torch.Generator(device=None, seed=key))
      r = torch.mul(x, torch.to(torch.div_(mask, keep), ops.prim.device(x), 6))
    else:
      r = torch.mul(x, 0.)
  return r
# PEFT's LoRA and DoRA; DoRA's own base product sees the dropped input, as PEFT's does.
def adapted(self, x0: Tensor, y: Tensor, w: Tensor, bias: Tensor, a: Tensor, b: Tensor, d: Tensor, lt: int, scale: float, p: float, key: int) -> Tensor:
  bt = ops.prim.dtype(y)
  x = (self).dropped(torch.to(x0, 6), p, key, )
  u = torch.mul(torch.linear(torch.linear(torch.to(x, lt), torch.to(a, lt)), torch.to(b, lt)), scale)
  if torch.gt(torch.numel(d), 0):
    norm = torch.detach(torch.linalg_vector_norm(torch.add(torch.to(w, 6), torch.mul(torch.mm(b, a), scale)), 2, [1]))
    m = torch.unsqueeze(torch.div(d, norm), 0)
    if torch.gt(p, 0.):
      base = torch.linear(torch.to(x, bt), torch.to(w, bt))
    else:
      if torch.gt(torch.numel(bias), 0):
        base = torch.sub(y, torch.to(bias, bt))
      else:
        base = y
    r = torch.add(y, torch.add(torch.mul(torch.sub(m, 1.), base), torch.mul(m, u)))
  else:
    r = torch.add(y, u)
  return torch.to(r, bt)
def project(self, x0: Tensor, W: List[Tensor], wi: int, A: List[Tensor], B: List[Tensor], D: List[Tensor], ai: int, nums: List[int], seg: List[int], scale: List[float], drop: List[float], keys: List[int]) -> Tensor:
  w = W[wi]
  bias = W[torch.add(wi, 1)]
  bt = nums[4]
  stride = torch.mul(nums[2], 7)
  x = torch.to(x0, bt)
  if torch.gt(torch.numel(bias), 0):
    y = torch.linear(x, torch.to(w, bt), torch.to(bias, bt))
  else:
    y = torch.linear(x, torch.to(w, bt))
  parts = annotate(List[Tensor], [])
  for k in range(torch.len(scale)):
    i = torch.add(torch.mul(k, stride), ai)
    lo = seg[k]
    hi = seg[torch.add(k, 1)]
    yk = torch.slice(y, 0, lo, hi, 1)
    if torch.gt(torch.numel(A[i]), 0):
      part = (self).adapted(torch.slice(x0, 0, lo, hi, 1), yk, w, bias, A[i], B[i], D[i], nums[5], scale[k], drop[k], keys[i], )
    else:
      part = yk
    _ = torch.append(parts, part)
  if torch.eq(torch.len(parts), 1):
    r = parts[0]
  else:
    r = torch.cat(parts, 0)
  return r
# Operands are rounded to the type of the products, then, on a CPU, attended in float32: the backward of its fused
# bfloat16 kernel is several times slower.
def attend(self, q: Tensor, k: Tensor, v: Tensor, bt: int, lens: List[int]) -> Tensor:
  if ops.prim.is_cuda(q):
    at = bt
  else:
    at = 6
  q0 = torch.to(torch.to(q, bt), at)
  k0 = torch.to(torch.to(k, bt), at)
  v0 = torch.to(torch.to(v, bt), at)
  outs = annotate(List[Tensor], [])
  lo = 0
  for i in range(torch.len(lens)):
    hi = torch.add(lo, lens[i])
    q1 = torch.unsqueeze(torch.transpose(torch.slice(q0, 0, lo, hi, 1), 0, 1), 0)
    k1 = torch.unsqueeze(torch.transpose(torch.slice(k0, 0, lo, hi, 1), 0, 1), 0)
    v1 = torch.unsqueeze(torch.transpose(torch.slice(v0, 0, lo, hi, 1), 0, 1), 0)
    o = torch.scaled_dot_product_attention(q1, k1, v1, None, 0., True, scale=None, enable_gqa=True)
    _ = torch.append(outs, torch.reshape(torch.transpose(torch.squeeze(o, 0), 0, 1), [lens[i], -1]))
    lo = hi
  return torch.to(torch.cat(outs, 0), bt)
def layer(self, x: Tensor, li: int, pos: Tensor, W: List[Tensor], A: List[Tensor], B: List[Tensor], D: List[Tensor], cosT: Tensor, sinT: Tensor, nums: List[int], lens: List[int], seg: List[int], scale: List[float], drop: List[float], keys: List[int], eps: float) -> Tensor:
  o = torch.add(3, torch.mul(li, 18))
  p = torch.add(o, 4)
  ai = torch.mul(li, 7)
  N = torch.size(x, 0)
  dt = ops.prim.dtype(x)
  c = torch.to(torch.unsqueeze(torch.index_select(cosT, 0, pos), 1), dt)
  s = torch.to(torch.unsqueeze(torch.index_select(sinT, 0, pos), 1), dt)
  h = (self).normed(x, W[o], eps, )
  q = torch.view((self).project(h, W, p, A, B, D, ai, nums, seg, scale, drop, keys, ), [N, nums[0], -1])
  k = torch.view((self).project(h, W, torch.add(p, 2), A, B, D, torch.add(ai, 1), nums, seg, scale, drop, keys, ), [N, nums[1], -1])
  v = torch.view((self).project(h, W, torch.add(p, 4), A, B, D, torch.add(ai, 2), nums, seg, scale, drop, keys, ), [N, nums[1], -1])
  if torch.gt(torch.numel(W[torch.add(o, 2)]), 0):
    q0 = (self).normed(q, W[torch.add(o, 2)], eps, )
    k0 = (self).normed(k, W[torch.add(o, 3)], eps, )
  else:
    q0 = q
    k0 = k
  y = (self).attend((self).rotate(q0, c, s, ), (self).rotate(k0, c, s, ), v, nums[4], lens, )
  x1 = torch.add(x, (self).project(y, W, torch.add(p, 6), A, B, D, torch.add(ai, 3), nums, seg, scale, drop, keys, ))
  h1 = (self).normed(x1, W[torch.add(o, 1)], eps, )
  g = torch.silu((self).project(h1, W, torch.add(p, 8), A, B, D, torch.add(ai, 4), nums, seg, scale, drop, keys, ))
  u = (self).project(h1, W, torch.add(p, 10), A, B, D, torch.add(ai, 5), nums, seg, scale, drop, keys, )
  return torch.add(x1, (self).project(torch.mul(g, u), W, torch.add(p, 12), A, B, D, torch.add(ai, 6), nums, seg, scale, drop, keys, ))
def embed(self, ids: Tensor, W: List[Tensor], nums: List[int]) -> Tensor:
  return torch.to(torch.embedding(W[0], ids), nums[3])
# Log-probability, entropy, argmax hit, mean logit and log of the sum of squared probabilities of each target.
def head(self, x: Tensor, sel: Tensor, tgt: Tensor, W: List[Tensor], nums: List[int], eps: float) -> List[Tensor]:
  bt = nums[4]
  hs = (self).normed(torch.index_select(x, 0, sel), W[1], eps, )
  logits = torch.to(torch.linear(torch.to(hs, bt), torch.to(W[2], bt)), 6)
  lp = torch.log_softmax(logits, 1)
  logp = torch.squeeze(torch.gather(lp, 1, torch.unsqueeze(tgt, 1)), 1)
  d = torch.detach(lp)
  softmax = torch.exp(d)
  entropy = torch.neg(torch.sum(torch.mul(softmax, d), [1]))
  squares = torch.mul(torch.log(torch.linalg_vector_norm(softmax, 2, [1])), 2.)
  hit = torch.to(torch.eq(torch.argmax(torch.detach(logits), 1), tgt), 6)
  mean = torch.mean(torch.detach(logits), [1])
  return [logp, entropy, hit, mean, squares]
def forward(self, ids: Tensor, pos: Tensor, sel: Tensor, tgt: Tensor, W: List[Tensor], A: List[Tensor], B: List[Tensor], D: List[Tensor], cosT: Tensor, sinT: Tensor, nums: List[int], lens: List[int], seg: List[int], scale: List[float], drop: List[float], keys: List[int], eps: float) -> List[Tensor]:
  x = (self).embed(ids, W, nums, )
  for li in range(nums[2]):
    x = (self).layer(x, li, pos, W, A, B, D, cosT, sinT, nums, lens, seg, scale, drop, keys, eps, )
  return (self).head(x, sel, tgt, W, nums, eps, )
def evaluate(self, ids: Tensor, pos: Tensor, sel: Tensor, tgt: Tensor, W: List[Tensor], A: List[Tensor], B: List[Tensor], D: List[Tensor], cosT: Tensor, sinT: Tensor, nums: List[int], lens: List[int], seg: List[int], scale: List[float], drop: List[float], keys: List[int], eps: float) -> List[Tensor]:
  torch.set_grad_enabled(False)
  r = (self).forward(ids, pos, sel, tgt, W, A, B, D, cosT, sinT, nums, lens, seg, scale, drop, keys, eps, )
  torch.set_grad_enabled(True)
  return r
# Adds d loss / d P to G, where d is d loss / d logp.
def backward(self, d: Tensor, kept: List[Tensor], P: List[Tensor], G: List[Tensor]) -> List[Tensor]:
  s = torch.sum(torch.mul(kept[0], d))
  g = torch.grad([s], P, None, None, False, False)
  torch.set_grad_enabled(False)
  for i in range(torch.len(P)):
    _ = torch.add_(G[i], unchecked_cast(Tensor, g[i]))
  torch.set_grad_enabled(True)
  return annotate(List[Tensor], [])
# Gradient checkpointing: what `forward` returns, then every layer's input and the last one's output, without a graph.
def checkpoint(self, ids: Tensor, pos: Tensor, sel: Tensor, tgt: Tensor, W: List[Tensor], A: List[Tensor], B: List[Tensor], D: List[Tensor], cosT: Tensor, sinT: Tensor, nums: List[int], lens: List[int], seg: List[int], scale: List[float], drop: List[float], keys: List[int], eps: float) -> List[Tensor]:
  torch.set_grad_enabled(False)
  x = (self).embed(ids, W, nums, )
  kept = annotate(List[Tensor], [])
  _0 = torch.append(kept, x)
  for li in range(nums[2]):
    x = (self).layer(x, li, pos, W, A, B, D, cosT, sinT, nums, lens, seg, scale, drop, keys, eps, )
    _1 = torch.append(kept, x)
  r = (self).head(x, sel, tgt, W, nums, eps, )
  torch.set_grad_enabled(True)
  return torch.add(r, kept)
# Gradients of y at `inputs`, given y's own g; those at P are added up in `sums`.
def pull(self, y: Tensor, g: Tensor, inputs: List[Tensor], P: List[Tensor], sums: List[Tensor]) -> List[Tensor]:
  n = torch.len(inputs)
  grads = torch.grad([torch.sum(torch.mul(y, g))], torch.add(inputs, P), None, None, False, True)
  out = annotate(List[Tensor], [])
  for i in range(torch.len(grads)):
    gi = grads[i]
    if torch.__isnot__(gi, None):
      value = unchecked_cast(Tensor, gi)
      j = torch.sub(i, n)
      if torch.lt(j, 0):
        _0 = torch.append(out, value)
      else:
        if torch.eq(torch.numel(sums[j]), 0):
          _1 = torch._set_item(sums, j, value)
        else:
          _2 = torch.add_(sums[j], value)
    else:
      pass
  return out
# `backward`, layer by layer from the top, each computed again from its kept input.
def backward_checkpointed(self, d: Tensor, kept: List[Tensor], P: List[Tensor], G: List[Tensor], ids: Tensor, pos: Tensor, sel: Tensor, tgt: Tensor, W: List[Tensor], A: List[Tensor], B: List[Tensor], D: List[Tensor], cosT: Tensor, sinT: Tensor, nums: List[int], lens: List[int], seg: List[int], scale: List[float], drop: List[float], keys: List[int], eps: float) -> List[Tensor]:
  sums = annotate(List[Tensor], [])
  for i in range(torch.len(P)):
    _0 = torch.append(sums, torch.empty([0]))
  layers = nums[2]
  x = torch.requires_grad_(torch.detach(kept[torch.add(5, layers)]), True)
  r = (self).head(x, sel, tgt, W, nums, eps, )
  g = (self).pull(r[0], d, [x], P, sums, )
  embedded = (self).embed(ids, W, nums, )
  trains = ops.prim.requires_grad(embedded)
  for j in range(layers):
    li = torch.sub(torch.sub(layers, j), 1)
    needed = torch.__or__(torch.gt(li, 0), trains)
    xi = torch.requires_grad_(torch.detach(kept[torch.add(5, li)]), needed)
    y = (self).layer(xi, li, pos, W, A, B, D, cosT, sinT, nums, lens, seg, scale, drop, keys, eps, )
    if ops.prim.requires_grad(y):
      inputs = annotate(List[Tensor], [])
      if needed:
        _1 = torch.append(inputs, xi)
      else:
        pass
      g = (self).pull(y, g[0], inputs, P, sums, )
    else:
      pass
  if trains:
    _2 = (self).pull(embedded, g[0], annotate(List[Tensor], []), P, sums, )
  else:
    pass
  torch.set_grad_enabled(False)
  for i in range(torch.len(P)):
    if torch.gt(torch.numel(sums[i]), 0):
      _3 = torch.add_(G[i], sums[i])
    else:
      pass
  torch.set_grad_enabled(True)
  return annotate(List[Tensor], [])
def zeros(self, n: int) -> List[Tensor]:
  return [torch.zeros([n])]
# A tensor's place in a flat vector: as a leaf of autograd, or plainly.
def leaf(self, flat: Tensor, lo: int, hi: int, shape: List[int]) -> List[Tensor]:
  return [torch.requires_grad_(torch.detach(torch.view(torch.slice(flat, 0, lo, hi, 1), shape)), True)]
def divided(self, leaf: Tensor, by: float) -> List[Tensor]:
  return [torch.div(leaf, by)]
def place(self, flat: Tensor, lo: int, hi: int, shape: List[int]) -> List[Tensor]:
  return [torch.view(torch.slice(flat, 0, lo, hi, 1), shape)]
def clear(self, flat: Tensor) -> List[Tensor]:
  _ = torch.zero_(flat)
  return annotate(List[Tensor], [])
# p becomes keep p + share q.
def mix(self, p: Tensor, q: Tensor, keep: float, share: float) -> List[Tensor]:
  torch.set_grad_enabled(False)
  _ = torch.add_(torch.mul_(p, keep), q, alpha=share)
  torch.set_grad_enabled(True)
  return annotate(List[Tensor], [])
# torch.nn.utils.clip_grad_norm_: the norm of the tensors' norms.
def norm(self, G: List[Tensor]) -> List[Tensor]:
  torch.set_grad_enabled(False)
  n = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(G, 2)), 2)
  torch.set_grad_enabled(True)
  return [n]
# torch.optim.AdamW over a flat part; clip is the gradient's factor, c1 and c2 the bias corrections 1 - beta^t.
def adamw(self, p: Tensor, g: Tensor, m: Tensor, v: Tensor, clip: float, lr: float, decay: float, b1: float, b2: float, eps: float, c1: float, c2: float) -> List[Tensor]:
  torch.set_grad_enabled(False)
  _0 = torch.mul_(g, clip)
  _1 = torch.mul_(p, torch.sub(1., torch.mul(lr, decay)))
  _2 = torch.lerp_(m, g, torch.sub(1., b1))
  _3 = torch.addcmul_(torch.mul_(v, b2), g, g, value=torch.sub(1., b2))
  denominator = torch.add_(torch.div_(torch.sqrt(v), torch.sqrt(c2)), eps)
  _4 = torch.addcdiv_(p, m, denominator, value=torch.neg(torch.div(lr, c1)))
  torch.set_grad_enabled(True)
  return annotate(List[Tensor], [])
