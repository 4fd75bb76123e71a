# tools/build.sh - one way to make a build folder, for ./run and ./check
# SPDX-License-Identifier: EUPL-1.2

# Meson does not see a folder of src or tests that was not there before: a meson.build newer than the
# build is the sign to look again.
prepare_build() { # FOLDER OPTION...
    local folder=$1
    shift
    if [ ! -f "$folder/build.ninja" ]; then
        say "preparing $folder" "$folder voorbereiden"
        quietly meson setup "$folder" "$@"
    elif [ -n "$(find meson.build meson_options.txt src tests tools -name 'meson*' \
        -newer "$folder/build.ninja" -print -quit)" ]; then
        quietly meson setup --reconfigure "$folder" "$@"
    fi
}
