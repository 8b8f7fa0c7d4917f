# What causal_lm.py's head gives of each target, from the rows that predict them. In pieces of rows, so that logits take a
# bounded memory; what the backward needs of them is made at once, so that none are kept:
# d logp / d h = (onehot(target) - softmax) W.
def head(self, x: Tensor, targets: Tensor, p: __torch__.Pack, tape: List[Tensor], kept: bool) -> List[Tensor]:
  n = x.size(0)
  w = p.W[2]
  h = self.norm(x, p.W[1], p, tape).to(p.base)
  logp = torch.empty([n])
  entropy = torch.empty([n])
  hit = torch.empty([n])
  mean = torch.empty([n])
  squares = torch.empty([n])
  slope = torch.empty([0])
  if kept:
    slope = torch.empty([n, x.size(1)], dtype=p.base)
  piece = max(4, 16777216 // w.size(0))
  lo = 0
  while lo < n:
    hi = min(n, lo + piece)
    t = targets[lo:hi]
    lp = self.project(h[lo:hi], 2, 1, p).to(6)
    mean[lo:hi].copy_(torch.mean(lp, [1]))
    hit[lo:hi].copy_(torch.eq(torch.argmax(lp, 1), t))
    lp = torch.log_softmax(lp, 1)
    logp[lo:hi].copy_(torch.gather(lp, 1, t.unsqueeze(1)).squeeze(1))
    softmax = torch.exp(lp)
    squares[lo:hi].copy_(torch.log(torch.linalg_vector_norm(softmax, 2, [1])).mul_(2.))
    entropy[lo:hi].copy_(torch.sum(lp.mul_(softmax), [1]).neg_())
    if kept:
      softmax.scatter_add_(1, t.unsqueeze(1), torch.full([hi - lo, 1], -1.))
      slope[lo:hi].copy_(self.project_backward(softmax.neg_().to(p.base), 2, 1, p))
    lo = hi
  tape.append(slope)
  return [logp, entropy, hit, mean, squares]
# d loss / d x of the selected rows, from d loss / d logp.
def head_backward(self, d: Tensor, p: __torch__.Pack, tape: List[Tensor]) -> Tensor:
  dh = torch.mul(tape.pop(), d.unsqueeze(1))
  dx = torch.zeros([dh.size(0), dh.size(1)])
  self.norm_backward(dx, dh, p.W[1], tape)
  return dx
