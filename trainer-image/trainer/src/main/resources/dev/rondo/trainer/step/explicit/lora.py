# LoRA (Hu et al., 2021) as PEFT computes it, member by member: y += u B^T with u = scale (m * x) A^T, where m is the
# mask of torch.nn.Dropout. A product of the same rows is the same whatever else is in the pack.
def lora(self, y: Tensor, x: Tensor, module: int, rows: List[int], p: __torch__.Pack, tape: List[Tensor]) -> None:
  for k in range(len(p.scale)):
    i = k * p.layers * 7 + module
    if p.A[i].numel() > 0:
      xk = x[rows[k]:rows[k + 1]]
      if p.drop[k] > 0.:
        mask = self.dropout_mask(x.size(1), k, i, module, p)
        tape.append(mask)
        xk = xk * mask
      u = torch.mm(xk.to(p.lora), p.A[i].to(p.lora).t()).mul_(p.scale[k])
      tape.append(u)
      self.add_product(y[rows[k]:rows[k + 1]], u, p.B[i].to(p.lora).t())
# dB += dy^T u, du = scale dy B, dA += du^T (m * x), and dx += m * (du A) where it is needed.
def lora_backward(self, dx: Tensor, needed: bool, dy: Tensor, x: Tensor, module: int, rows: List[int], p: __torch__.Pack, GA: List[Tensor], GB: List[Tensor], tape: List[Tensor]) -> None:
  for j in range(len(p.scale)):
    k = len(p.scale) - 1 - j
    i = k * p.layers * 7 + module
    if p.A[i].numel() > 0:
      xk = x[rows[k]:rows[k + 1]]
      dyk = dy[rows[k]:rows[k + 1]].to(p.lora)
      u = tape.pop()
      self.add_product(GB[i], dyk.t(), u)
      du = torch.mm(dyk, p.B[i].to(p.lora)).mul_(p.scale[k])
      if p.drop[k] > 0.:
        mask = tape.pop()
        self.add_product(GA[i], du.t(), (xk * mask).to(p.lora))
        if needed:
          dx[rows[k]:rows[k + 1]].add_(torch.mm(du, p.A[i].to(p.lora)) * mask)
      else:
        self.add_product(GA[i], du.t(), xk.to(p.lora))
        if needed:
          self.add_product(dx[rows[k]:rows[k + 1]], du, p.A[i].to(p.lora))
# sum += a b, whatever type the sum has.
def add_product(self, sum: Tensor, a: Tensor, b: Tensor) -> None:
  if sum.dtype == a.dtype:
    sum.addmm_(a, b)
  else:
    sum.add_(torch.mm(a, b))
# 1 / (1 - p) where an input is kept, else 0: of all the member's rows, drawn by a generator of its own, so that a mask
# depends on its key and shape alone; then, above the last layer's attention, of the rows that go on.
def dropout_mask(self, width: int, k: int, i: int, module: int, p: __torch__.Pack) -> Tensor:
  shape = [p.rows[k + 1] - p.rows[k], width]
  keep = 1. - p.drop[k]
  if keep > 0.:
    mask = torch.bernoulli(torch.empty(shape), keep, generator=torch.Generator(device=None, seed=p.keys[i])).div_(keep)
  else:
    mask = torch.zeros(shape)
  if module >= p.layers * 7 - 4:
    mask = torch.index_select(mask, 0, p.selected[p.targets[k]:p.targets[k + 1]] - p.rows[k])
  return mask
