#!/bin/sh
# Makes the two font files of this folder anew; README.md tells from what.
# Usage: make.sh FOLDER, where FOLDER is the unpacked npm package
# @expo-google-fonts/noto-sans-sc 0.4.3. Needs fonttools 4.63 or later and gzip.
set -eu
from=$1
here=$(dirname "$0")

# Latin with its supplements, punctuation, currency, letterlike, arrows, mathematics, enclosed,
# geometric; radicals, CJK punctuation, kana, bopomofo, enclosed and squared CJK;
# the whole block CJK Unified Ideographs, compatibility ideographs and full-width forms.
blocks="U+0020-007E,U+00A0-024F,U+02C6-02DD,U+0300-036F,U+0370-03FF,U+0400-04FF,U+1E00-1EFF,\
U+2000-206F,U+2070-209F,U+20A0-20CF,U+2100-218F,U+2190-2199,U+2200-22FF,U+2460-24FF,U+25A0-25FF,\
U+2E80-2FDF,U+3000-303F,U+3040-30FF,U+3105-312F,U+31A0-31BF,U+3200-33FF,U+4E00-9FFF,U+F900-FAFF,\
U+FE10-FE4F,U+FF00-FFEF,U+20000-323AF"
# What the General Standard Chinese Characters table has of CJK extension A.
extension_a="㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"

for weight in 400Regular 700Bold; do
    name=$(echo "$weight" | tr -d 0-9)
    pyftsubset "$from/$weight/NotoSansSC_$weight.ttf" \
        --unicodes="$blocks" --text="$extension_a" \
        --layout-features=kern,mark,mkmk,ccmp --no-hinting --notdef-outline \
        --drop-tables+=vhea,vmtx,BASE,STAT,gasp \
        --output-file="$here/NotoSansSC-$name.ttf"
    gzip -9 -n -f "$here/NotoSansSC-$name.ttf"
done
