"""queries.py DASHBOARD PROMETHEUS NAMESPACE EXPERIMENT: asks each query of a dashboard as Grafana would; fails if one returns nothing."""
import json
import sys
import urllib.parse
import urllib.request

dashboard, prometheus, namespace, experiment = sys.argv[1:]
variables = {"$namespace": namespace, "$experiment": experiment, "$__rate_interval": "8s", "$__range": "10m"}


def answer(query):
    for name, value in variables.items():
        query = query.replace(name, value)
    url = prometheus + "/api/v1/query?" + urllib.parse.urlencode({"query": query})
    with urllib.request.urlopen(url) as reply:
        return json.load(reply)["data"]["result"]


empty = 0
with open(dashboard, encoding="utf-8") as file:
    panels = json.load(file)["panels"]
for panel in panels:
    for target in panel["targets"]:
        result = answer(target["expr"])
        empty += not result
        first = result[0] if result else {"metric": {}, "value": ["", "nothing"]}
        labels = ", ".join(first["metric"].get(name, "") for name in ("run", "slot", "activity", "state", "gesture") if name in first["metric"])
        print(f"{panel['title']}: {len(result)} series, e.g. {labels} {first['value'][1]}")
sys.exit(empty > 0)
