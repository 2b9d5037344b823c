#!/usr/bin/env bash
# Makes a tree of 200 good images and 60 hostile files, five of each of twelve kinds.
# Usage: hostile.sh TREE-OF-GOOD-IMAGES NEW-FOLDER BOMB, which is a sound PNG of many pixels
set -euo pipefail
tree="$1"
to="$2"
bomb="$3"
mkdir -p "$to/train/m0" "$to/test/m0"
find "$tree/train" -name '*.png' | sort | head -200 | while read -r file; do
  modality="$(basename "$(dirname "$file")")"
  mkdir -p "$to/train/$modality"
  cp "$file" "$to/train/$modality/"
done
good="$(find "$to/train/m0" -name '*.png' | sort | head -1)"
cd "$to/test/m0"
png() { # of a width and a height: a signature and a header, as a picture of so many pixels begins
  printf '\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR'
  printf "$(printf '\\x%02x\\x%02x\\x%02x\\x%02x' $(($1 >> 24 & 255)) $(($1 >> 16 & 255)) $(($1 >> 8 & 255)) $(($1 & 255)))"
  printf "$(printf '\\x%02x\\x%02x\\x%02x\\x%02x' $(($2 >> 24 & 255)) $(($2 >> 16 & 255)) $(($2 >> 8 & 255)) $(($2 & 255)))"
  printf '\x08\x02\x00\x00\x00'
}
for n in 1 2 3 4 5; do
  : > "10$n.0.png"                                    # empty
  head -c $((20 * n)) "$good" > "20$n.1.png"          # cut
  printf 'no picture at all' > "30$n.2.png"           # text
  truncate -s 3G "40$n.3.png"                         # more bytes than memory
  cp "$bomb" "50$n.4.png"                             # more pixels than memory, in few bytes
  png 29 28 > "60$n.5.png"                            # another size
  mkfifo "70$n.6.png"                                 # one that never ends
  ln -s "80$n.7.png" "80$n.7.png"                     # a link to itself
  ln -s /etc/hostname "90$n.8.png"                    # a link that leads out
  cp "$good" "$n.1$n.png"                             # no such label
  cp "$good" "$n:$(printf '\xff').png"                # a colon, and no UTF-8
  cp "$good" ".$n.1.png"                              # hidden
done
