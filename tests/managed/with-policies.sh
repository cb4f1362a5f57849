#!/bin/sh
# with-policies.sh FOLDER COMMAND...: runs a command that sees FOLDER's entries in the place of those of /etc. Only that command
# does: the view is its own (a mount namespace), nothing of the machine is changed, and nothing is left to clean up.
set -eu
if [ -z "${BREAKWATER_OWN_VIEW:-}" ]; then
  [ "$(id -u)" = 0 ] || map=--map-root-user
  BREAKWATER_OWN_VIEW=1 exec unshare --mount ${map:-} "$0" "$@"
fi
unset BREAKWATER_OWN_VIEW
folder=$1
shift
view=$(mktemp -d -p "$(dirname "$folder")")
mount -t tmpfs none "$view"
mkdir "$view/etc" "$view/machine"
mount --bind /etc "$view/machine"
for entry in "$view"/machine/* "$folder"/*; do
  ln -sfn "$entry" "$view/etc/$(basename "$entry")"
done
mount --bind "$view/etc" /etc
exec "$@"
