# Decoding with a cache of keys and values, after causal_lm.py's forward pass and with its W, A, B, nums (one member, no
# dropout). Rows are left-padded in the cache: all of them write the same column, and a row's first `pads` columns are
# masked. K and V: [rows, key-value heads, columns, head size] by layer, in the type of the products.
#
# What a call of `decode` needs of an adapter, made once: weights and A, B in the type of their products, and DoRA's
# factor magnitude / norm of each output. Products in float32 take the adapter within the weights, where those have at
# most `most` numbers: a token costs a third less.
def attach(self, W: List[Tensor], stored: List[Tensor], A: List[Tensor], B: List[Tensor], D: List[Tensor], nums: List[int], scale: float, most: int) -> List[Tensor]:
  torch.set_grad_enabled(False)
  bt = nums[4]
  lt = nums[5]
  w = annotate(List[Tensor], [])
  for i in range(torch.len(W)):
    j = torch.sub(i, 3)
    if torch.__or__(torch.eq(i, 2), torch.__and__(torch.ge(j, 0), torch.ge(torch.remainder(j, 18), 4))):
      _0 = torch.append(w, torch.to(torch.detach(W[i]), bt))
    else:
      _1 = torch.append(w, torch.detach(W[i]))
  numbers = 0
  for i in range(torch.len(A)):
    if torch.gt(torch.numel(A[i]), 0):
      numbers = torch.add(numbers, torch.numel(W[(self).index(i, )]))
    else:
      pass
  within = torch.__and__(torch.__and__(torch.eq(bt, 6), torch.eq(lt, 6)), torch.le(numbers, most))
  a = annotate(List[Tensor], [])
  b = annotate(List[Tensor], [])
  d = annotate(List[Tensor], [])
  for i in range(torch.len(A)):
    wi = (self).index(i, )
    factor = torch.detach(D[i])
    if torch.gt(torch.numel(factor), 0):
      whole = torch.add(torch.to(torch.detach(stored[wi]), 6), torch.mul(torch.mm(torch.detach(B[i]), torch.detach(A[i])), scale))
      f = torch.unsqueeze(torch.div(factor, torch.linalg_vector_norm(whole, 2, [1])), 0)
    else:
      f = factor
    if torch.__and__(within, torch.gt(torch.numel(A[i]), 0)):
      sum = torch.add(w[wi], torch.mul(torch.mm(torch.detach(B[i]), torch.detach(A[i])), scale))
      if torch.gt(torch.numel(f), 0):
        m = torch.mul(sum, torch.t(f))
      else:
        m = sum
      _2 = torch._set_item(w, wi, m)
      none = torch.slice(torch.flatten(A[i], 0, -1), 0, 0, 0, 1)
      _3 = torch.append(a, none)
      _4 = torch.append(b, none)
      _5 = torch.append(d, none)
    else:
      _6 = torch.append(a, torch.to(torch.detach(A[i]), lt))
      _7 = torch.append(b, torch.to(torch.detach(B[i]), lt))
      _8 = torch.append(d, f)
  torch.set_grad_enabled(True)
  return torch.add(torch.add(torch.add(w, a), b), d)
# Where among the weights an adapter's module i is.
def index(self, i: int) -> int:
  return torch.add(torch.add(7, torch.mul(torch.floordiv(i, 7), 18)), torch.mul(torch.remainder(i, 7), 2))
def attached(self, x0: Tensor, W: List[Tensor], wi: int, A: List[Tensor], B: List[Tensor], D: List[Tensor], ai: int, nums: List[int], scale: float) -> Tensor:
  bt = nums[4]
  bias = W[torch.add(wi, 1)]
  x = torch.to(x0, bt)
  if torch.gt(torch.numel(D[ai]), 0):
    u = torch.mul(torch.linear(torch.linear(torch.to(x0, nums[5]), A[ai]), B[ai]), scale)
    r = torch.to(torch.mul(torch.add(torch.linear(x, W[wi]), u), D[ai]), bt)
    if torch.gt(torch.numel(bias), 0):
      y = torch.add(r, torch.to(bias, bt))
    else:
      y = r
  else:
    if torch.gt(torch.numel(bias), 0):
      y0 = torch.linear(x, W[wi], torch.to(bias, bt))
    else:
      y0 = torch.linear(x, W[wi])
    if torch.gt(torch.numel(A[ai]), 0):
      u = torch.mul(torch.linear(torch.linear(torch.to(x0, nums[5]), A[ai]), B[ai]), scale)
      y = torch.to(torch.add(y0, u), bt)
    else:
      y = y0
  return y
# Query, key and value of the tokens x, rotated to their positions: [tokens, heads, head size] each.
def qkv(self, x: Tensor, li: int, c: Tensor, s: Tensor, W: List[Tensor], A: List[Tensor], B: List[Tensor], D: List[Tensor], nums: List[int], scale: float, eps: float) -> List[Tensor]:
  o = torch.add(3, torch.mul(li, 18))
  p = torch.add(o, 4)
  ai = torch.mul(li, 7)
  N = torch.size(x, 0)
  h = (self).normed(x, W[o], eps, )
  q = torch.view((self).attached(h, W, p, A, B, D, ai, nums, scale, ), [N, nums[0], -1])
  k = torch.view((self).attached(h, W, torch.add(p, 2), A, B, D, torch.add(ai, 1), nums, scale, ), [N, nums[1], -1])
  v = torch.view((self).attached(h, W, torch.add(p, 4), A, B, D, torch.add(ai, 2), nums, scale, ), [N, nums[1], -1])
  if torch.gt(torch.numel(W[torch.add(o, 2)]), 0):
    q0 = (self).normed(q, W[torch.add(o, 2)], eps, )
    k0 = (self).normed(k, W[torch.add(o, 3)], eps, )
  else:
    q0 = q
    k0 = k
  bt = nums[4]
  return [torch.to((self).rotate(q0, c, s, ), bt), torch.to((self).rotate(k0, c, s, ), bt), torch.to(v, bt)]
# The layer after its attention y: [tokens, heads * head size].
def rest(self, x: Tensor, y: Tensor, li: int, W: List[Tensor], A: List[Tensor], B: List[Tensor], D: List[Tensor], nums: List[int], scale: float, eps: float) -> Tensor:
  o = torch.add(3, torch.mul(li, 18))
  p = torch.add(o, 4)
  ai = torch.mul(li, 7)
  x1 = torch.add(x, (self).attached(y, W, torch.add(p, 6), A, B, D, torch.add(ai, 3), nums, scale, ))
  h = (self).normed(x1, W[torch.add(o, 1)], eps, )
  g = torch.silu((self).attached(h, W, torch.add(p, 8), A, B, D, torch.add(ai, 4), nums, scale, ))
  u = (self).attached(h, W, torch.add(p, 10), A, B, D, torch.add(ai, 5), nums, scale, )
  return torch.add(x1, (self).attached(torch.mul(g, u), W, torch.add(p, 12), A, B, D, torch.add(ai, 6), nums, scale, ))
def logits(self, x: Tensor, W: List[Tensor], nums: List[int], eps: float) -> Tensor:
  return torch.to(torch.linear(torch.to((self).normed(x, W[1], eps, ), nums[4]), W[2]), 6)
# Fills K and V with the prompts (flattened, one after the other), each `lens[i]` long and ending at column `width` of the
# rows firsts[i] up to firsts[i + 1]; returns the logits of each row's next token.
def prefill(self, ids: Tensor, pos: Tensor, lens: List[int], firsts: List[int], width: int, K: List[Tensor], V: List[Tensor], W: List[Tensor], A: List[Tensor], B: List[Tensor], D: List[Tensor], cosT: Tensor, sinT: Tensor, nums: List[int], scale: float, eps: float) -> List[Tensor]:
  torch.set_grad_enabled(False)
  x = (self).embed(ids, W, nums, )
  dt = ops.prim.dtype(x)
  c = torch.to(torch.unsqueeze(torch.index_select(cosT, 0, pos), 1), dt)
  s = torch.to(torch.unsqueeze(torch.index_select(sinT, 0, pos), 1), dt)
  for li in range(nums[2]):
    t = (self).qkv(x, li, c, s, W, A, B, D, nums, scale, eps, )
    lo = 0
    for i in range(torch.len(lens)):
      hi = torch.add(lo, lens[i])
      kc = torch.slice(torch.slice(K[li], 0, firsts[i], firsts[torch.add(i, 1)], 1), 2, torch.sub(width, lens[i]), width, 1)
      vc = torch.slice(torch.slice(V[li], 0, firsts[i], firsts[torch.add(i, 1)], 1), 2, torch.sub(width, lens[i]), width, 1)
      _0 = torch.copy_(kc, torch.unsqueeze(torch.transpose(torch.slice(t[1], 0, lo, hi, 1), 0, 1), 0))
      _1 = torch.copy_(vc, torch.unsqueeze(torch.transpose(torch.slice(t[2], 0, lo, hi, 1), 0, 1), 0))
      lo = hi
    y = (self).attend(t[0], t[1], t[2], nums[4], lens, )
    x = (self).rest(x, y, li, W, A, B, D, nums, scale, eps, )
  last = annotate(List[Tensor], [])
  lo = 0
  for i in range(torch.len(lens)):
    lo = torch.add(lo, lens[i])
    rows = torch.sub(firsts[torch.add(i, 1)], firsts[i])
    _2 = torch.append(last, torch.expand(torch.slice(x, 0, torch.sub(lo, 1), lo, 1), [rows, -1]))
  r = (self).logits(torch.cat(last, 0), W, nums, eps, )
  torch.set_grad_enabled(True)
  return [r]
# What Transformers' processors and warpers do to logits, in its order: repetition penalty (over the tokens in `seen`),
# temperature, top-k, top-p, min-p. knobs: temperature (0: greedy), top_p, min_p, repetition_penalty.
def warped(self, logits: Tensor, seen: Tensor, knobs: List[float], k: int) -> Tensor:
  low = float("-inf")
  if torch.ne(knobs[3], 1.):
    punished = torch.where(torch.lt(logits, 0.), torch.mul(logits, knobs[3]), torch.div(logits, knobs[3]))
    l0 = torch.where(seen, punished, logits)
  else:
    l0 = logits
  if torch.gt(knobs[0], 0.):
    l1 = torch.div(l0, knobs[0])
  else:
    l1 = l0
  V = torch.size(l1, 1)
  if torch.__and__(torch.gt(k, 0), torch.lt(k, V)):
    best = torch.topk(l1, k, 1)
    least = torch.slice(best[0], 1, torch.sub(k, 1), k, 1)
    l2 = torch.masked_fill(l1, torch.lt(l1, least), low)
  else:
    l2 = l1
  if torch.lt(knobs[1], 1.):
    up = torch.sort(l2, 1, False)
    mass = torch.cumsum(torch.softmax(up[0], 1), 1)
    out = torch.le(mass, torch.sub(1., knobs[1]))
    _0 = torch.fill_(torch.slice(out, 1, torch.sub(V, 1), V, 1), False)
    l3 = torch.masked_fill(l2, torch.scatter(out, 1, up[1], out), low)
  else:
    l3 = l2
  if torch.gt(knobs[2], 0.):
    p = torch.softmax(l3, 1)
    top = torch.amax(p, [1], True)
    unlikely = torch.lt(p, torch.mul(top, knobs[2]))
    l4 = torch.masked_fill(l3, unlikely, low)
  else:
    l4 = l3
  return l4
# The next token of each row: the first whose cumulative probability exceeds the row's number u in [0, 1).
def pick(self, logits: Tensor, seen: Tensor, u: Tensor, knobs: List[float], k: int) -> Tensor:
  w = (self).warped(logits, seen, knobs, k, )
  if torch.gt(knobs[0], 0.):
    mass = torch.cumsum(torch.softmax(w, 1), 1)
    last = torch.size(mass, 1)
    total = torch.slice(mass, 1, torch.sub(last, 1), last, 1)
    id = torch.searchsorted(mass, torch.mul(torch.unsqueeze(u, 1), total), out_int32=False, right=True, side=None, sorter=None)
    r = torch.clamp(torch.squeeze(id, 1), 0, torch.sub(last, 1))
  else:
    r = torch.argmax(w, 1)
  return r
# The logits after the tokens `id`, whose keys and values go to column `at`.
def next(self, id: Tensor, at: int, pads: Tensor, visible: Tensor, padded: int, K: List[Tensor], V: List[Tensor], W: List[Tensor], A: List[Tensor], B: List[Tensor], D: List[Tensor], cosT: Tensor, sinT: Tensor, nums: List[int], scale: float, eps: float) -> Tensor:
  R = torch.size(id, 0)
  groups = torch.floordiv(nums[0], nums[1])
  x = (self).embed(id, W, nums, )
  dt = ops.prim.dtype(x)
  pos = torch.sub(at, pads)
  c = torch.to(torch.unsqueeze(torch.index_select(cosT, 0, pos), 1), dt)
  s = torch.to(torch.unsqueeze(torch.index_select(sinT, 0, pos), 1), dt)
  mask = annotate(Optional[Tensor], None)
  if torch.gt(padded, 0):
    mask = torch.slice(visible, 3, 0, torch.add(at, 1), 1)
  else:
    pass
  for li in range(nums[2]):
    n = (self).qkv(x, li, c, s, W, A, B, D, nums, scale, eps, )
    _0 = torch.copy_(torch.select(K[li], 2, at), n[1])
    _1 = torch.copy_(torch.select(V[li], 2, at), n[2])
    # The query heads of one key-value head stand as queries of one sequence, so keys are not repeated.
    q = torch.view(n[0], [R, nums[1], groups, -1])
    y = torch.scaled_dot_product_attention(q, torch.slice(K[li], 2, 0, torch.add(at, 1), 1), torch.slice(V[li], 2, 0, torch.add(at, 1), 1), mask, 0., False, scale=None, enable_gqa=False)
    x = (self).rest(x, torch.reshape(y, [R, -1]), li, W, A, B, D, nums, scale, eps, )
  return (self).logits(x, W, nums, eps, )
# Up to `steps` tokens for each row, from the logits of the next. `column` is where the first one's keys go; `pads` are the
# rows' masked columns; `more`: whether another call goes on. A row that has ended repeats its end token. Returns the tokens [rows, steps], which rows have ended,
# the logits of the token after, and `seen`.
def decode(self, logits0: Tensor, seen: Tensor, ended0: Tensor, u: Tensor, eos: Tensor, pads: Tensor, padded: int, column: int, steps: int, more: int, knobs: List[float], k: int, K: List[Tensor], V: List[Tensor], W: List[Tensor], A: List[Tensor], B: List[Tensor], D: List[Tensor], cosT: Tensor, sinT: Tensor, nums: List[int], scale: float, eps: float) -> List[Tensor]:
  torch.set_grad_enabled(False)
  R = torch.size(logits0, 0)
  columns = torch.arange(torch.add(column, steps), dtype=None, layout=None, device=ops.prim.device(logits0))
  visible = torch.unsqueeze(torch.unsqueeze(torch.ge(torch.unsqueeze(columns, 0), torch.unsqueeze(pads, 1)), 1), 1)
  logits = logits0
  ended = ended0
  tokens = annotate(List[Tensor], [])
  for t in range(steps):
    at = torch.add(column, t)
    id = (self).pick(logits, seen, torch.select(u, 1, t), knobs, k, )
    id = torch.where(ended, torch.expand(torch.slice(eos, 0, 0, 1, 1), [R]), id)
    _0 = torch.append(tokens, id)
    ended = torch.__or__(ended, torch.any(torch.eq(torch.unsqueeze(id, 1), torch.unsqueeze(eos, 0)), 1))
    if torch.ne(knobs[3], 1.):
      _1 = torch.scatter_(seen, 1, torch.unsqueeze(id, 1), True)
    else:
      pass
    if torch.__or__(torch.lt(torch.add(t, 1), steps), torch.gt(more, 0)):
      logits = (self).next(id, at, pads, visible, padded, K, V, W, A, B, D, cosT, sinT, nums, scale, eps, )
    else:
      pass
  # Token ids as float32, which holds every id below 2 ** 24 exactly.
  r = torch.to(torch.stack(tokens, 1), 6)
  torch.set_grad_enabled(True)
  return [r, ended, logits, seen]
# An empty cache of every layer.
def cache(self, shape: List[int], like: Tensor, nums: List[int]) -> List[Tensor]:
  r = annotate(List[Tensor], [])
  for i in range(nums[2]):
    _ = torch.append(r, torch.zeros(shape, dtype=nums[4], layout=None, device=ops.prim.device(like)))
  return r
# Some rows of a cache of which `used` columns are filled.
def thinned(self, cache: List[Tensor], rows: Tensor, used: int) -> List[Tensor]:
  r = annotate(List[Tensor], [])
  for i in range(torch.len(cache)):
    old = cache[i]
    new = torch.zeros([torch.size(rows, 0), torch.size(old, 1), torch.size(old, 2), torch.size(old, 3)], dtype=ops.prim.dtype(old), layout=None, device=ops.prim.device(old))
    _0 = torch.copy_(torch.slice(new, 2, 0, used, 1), torch.index_select(torch.slice(old, 2, 0, used, 1), 0, rows))
    _1 = torch.append(r, new)
  return r
# Some rows of each tensor.
def keep(self, tensors: List[Tensor], rows: Tensor) -> List[Tensor]:
  r = annotate(List[Tensor], [])
  for i in range(torch.len(tensors)):
    _ = torch.append(r, torch.index_select(tensors[i], 0, rows))
  return r
# No row ended, and the tokens that rows have had: token ids[i] in row rows[i].
def begin(self, count: int, vocabulary: int, rows: Tensor, ids: Tensor) -> List[Tensor]:
  device = ops.prim.device(rows)
  seen = torch.zeros([count, vocabulary], dtype=11, layout=None, device=device)
  _ = torch.index_put_(seen, [rows, ids], torch.ones([1], dtype=11, layout=None, device=device), False)
  return [torch.zeros([count], dtype=11, layout=None, device=device), seen]
