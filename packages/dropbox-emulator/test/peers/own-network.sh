# Runs the emulator, whose command is given, and rclone in a network that has nothing else. Neither a proxy nor any other
# setting leads to it: the names of the hosts do.
set -euo pipefail
unset HTTPS_PROXY https_proxy

ip link set lo up
echo 127.0.0.1 {api,content,notify}.dropboxapi.com www.dropbox.com > hosts
mount --bind hosts /etc/hosts

coproc emulator { exec "$@" --port 443 --print-env --ca-file own-ca.pem 2> /dev/null; }
trap 'kill "$emulator_PID"' EXIT
while read -r line <&"${emulator[0]}"; do
  case $line in
    *_PROXY=* | *_proxy=*) ;;
    *) eval "$line" ;;
  esac
  # The last that it says.
  case $line in *CONFIG_EMULATOR_TOKEN*) break ;; esac
done

echo copied > local.txt
rclone copyto --ca-cert own-ca.pem local.txt emulator:copied.txt
rclone --ca-cert own-ca.pem lsf -R emulator:
rclone --ca-cert own-ca.pem cat emulator:copied.txt
curl --silent --cacert own-ca.pem --output /dev/null --write-out '%{remote_ip}:%{remote_port}\n' \
  https://api.dropboxapi.com/
