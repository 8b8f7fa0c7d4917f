#!/usr/bin/env python3
"""Packs directories into an OCI image layout, without Docker: `mkimage.py OUT.tar NAME:TAG [options] DIRECTORY...`

Docker before 25 knows no layouts; it takes the same blobs by a list of its own, manifest.json.

Every directory becomes one layer, packed reproducibly as root:root and not compressed: it does not travel far.
Needs only the standard library.
"""

import argparse
import hashlib
import io
import json
import os
import tarfile

DEFAULT_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
OCI = "application/vnd.oci.image."


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("name")
    parser.add_argument("directories", nargs="+")
    parser.add_argument("--entrypoint", help="a JSON list")
    parser.add_argument("--env", action="append", default=[], metavar="K=V")
    parser.add_argument("--user")
    parser.add_argument("--workdir")
    return parser.parse_intermixed_args()


def layer(directory):
    """A directory as a tar whose bytes depend on names, modes and contents alone."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for root, directories, files in os.walk(directory):
            directories.sort()
            for name in sorted(directories + files):
                path = os.path.join(root, name)
                entry = tar.gettarinfo(path, os.path.relpath(path, directory))
                entry.mtime = entry.uid = entry.gid = 0
                entry.uname = entry.gname = "root"
                if entry.isreg():
                    with open(path, "rb") as content:
                        tar.addfile(entry, content)
                else:
                    tar.addfile(entry)
    return packed.getvalue()


def digest(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def file(name):
    return "blobs/" + name.replace(":", "/")


class Blobs(dict):
    def add(self, media_type, content):
        self[digest(content)] = content
        return {"mediaType": OCI + media_type, "digest": digest(content), "size": len(content)}

    def add_json(self, media_type, value):
        return self.add(media_type, json.dumps(value).encode())


def main():
    args = arguments()
    blobs, layers, diff_ids = Blobs(), [], []
    for directory in args.directories:
        packed = layer(directory)
        diff_ids.append(digest(packed))
        layers.append(blobs.add("layer.v1.tar", packed))
    config = {"Env": args.env if any(e.startswith("PATH=") for e in args.env) else [DEFAULT_PATH, *args.env]}
    if args.entrypoint:
        config["Entrypoint"] = json.loads(args.entrypoint)
    if args.user:
        config["User"] = args.user
    if args.workdir:
        config["WorkingDir"] = args.workdir
    platform = {"architecture": "amd64", "os": "linux"}
    image = {
        "created": "1970-01-01T00:00:00Z",
        **platform,
        "config": config,
        "rootfs": {"type": "layers", "diff_ids": diff_ids},
    }
    config_blob = blobs.add_json("config.v1+json", image)
    manifest = blobs.add_json(
        "manifest.v1+json",
        {
            "schemaVersion": 2,
            "mediaType": OCI + "manifest.v1+json",
            "config": config_blob,
            "layers": layers,
        },
    )
    names = {"io.containerd.image.name": args.name, "org.opencontainers.image.ref.name": args.name}
    index = {"schemaVersion": 2, "manifests": [{**manifest, "platform": platform, "annotations": names}]}
    docker = {
        "Config": file(config_blob["digest"]),
        "RepoTags": [args.name],
        "Layers": [file(blob["digest"]) for blob in layers],
    }
    with tarfile.open(args.out, "w") as out:

        def put(name, content):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o644
            out.addfile(entry, io.BytesIO(content))

        put("oci-layout", b'{"imageLayoutVersion":"1.0.0"}')
        put("index.json", json.dumps(index).encode())
        put("manifest.json", json.dumps([docker]).encode())
        for name, content in blobs.items():
            put(file(name), content)
    print(f"{args.name}: {os.path.getsize(args.out) / 1e6:.0f} MB in {len(layers)} layers")


if __name__ == "__main__":
    main()
