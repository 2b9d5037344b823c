#!/usr/bin/env bash
# Submits a job of polymnist-spark. What stands before the job goes to spark-submit, what stands
# after it goes to the job. ./spark-submit.sh --help lists the jobs, JOB --help tells one.
set -euo pipefail
home="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
jar="$home/target/polymnist-spark.jar"
benchmark="$home/target/polymnist-benchmark.jar"

fail() {
  echo "spark-submit.sh: $*" >&2
  exit 2
}

usage() {
  cat <<USAGE
Usage: ./spark-submit.sh [spark-submit options] JOB [options] [key=value ...]

Before the job: options of spark-submit, such as --master 'local-cluster[2,1,2048]'; --print-command
shows what would run. After it: options of the job, a profile (--profile NAME-or-FILE; conf/demo.conf
by default) and settings. With SPARK_HOME set that Spark is used, else one that the build assembles in
target/spark-home.

USAGE
}

# Java reads and writes text as the locale says; without one, names and notes would lose letters.
case "$(locale charmap 2>/dev/null)" in
  UTF-8 | utf-8 | utf8) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

help=false
print_command=false
options=()
while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help) help=true; shift; break ;;
    --print-command) print_command=true; shift ;;
    --verbose | -v | --supervise) options+=("$1"); shift ;;
    --profile* | --input* | --note* | --tags* | --from* | --only* | --force | --dry-run | \
      --format* | --all-runs | --as-of* | --keep* | --older-than* | --run | --run=* | --markdown | --page*)
      fail "$1 is an option of a job and stands behind it, as in ./spark-submit.sh pipeline --profile full" ;;
    --*=*) options+=("$1"); shift ;;
    -*)
      [ $# -gt 1 ] || fail "the option $1 needs a value"
      options+=("$1" "$2")
      shift 2
      ;;
    *) break ;;
  esac
done
if $help; then
  usage
  set -- --help
fi
[ $# -gt 0 ] || { usage >&2; fail "which job? ./spark-submit.sh --help lists them"; }
job="$1"
shift
definition="$home/jobs/$job.conf"
known=true
[[ "$job" =~ ^[a-z]+$ && -f "$definition" ]] || known=false
main=polymnist.job.submit.Main
# Some jobs are in a jar of their own, which a profile of Maven builds.
with=""
! $known || with="$(sed -n 's/^profile *= *//p' "$definition")"
[ -z "$with" ] || [ -f "$home/target/polymnist-$with.jar" ] ||
  fail "the job '$job' is not built; this builds it: mvn -P$with -Dmaven.test.skip=true package"

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
# Not the first line, where JAVA_TOOL_OPTIONS is set: Java says first that it picked them up.
version="$("$java" -version 2>&1 | sed -n 's/^[^ ]* version "\([0-9]*\).*/\1/p')" || true
[ "${version:-0}" -ge 17 ] ||
  fail "Java 17 or a newer one is needed, but $java is ${version:-missing}: set JAVA_HOME"

# What the build was made for, of a first line such as: Spark 4.2.0 for Scala 2.13, ...
built_for() {
  sed -n '1s/^Spark \([0-9]*\.[0-9]*\)\S* for Scala \([0-9.]*\).*/\'"$1/p" \
    "$home/target/spark-home/RELEASE" 2>/dev/null || true
}
built() {
  [ -f "$jar" ] && [ -d "$home/target/lib" ] && [ -n "$(built_for 1)" ] &&
    [ -z "$(find "$home/src/main" "$home/pom.xml" -newer "$jar" -print -quit)" ] &&
    { [ ! -f "$benchmark" ] || [ -z "$(find "$home/src/benchmark" -newer "$benchmark" -print -quit)" ]; }
}
# The same build again: for the same Spark, with the benchmarks if they were there.
profiles() {
  local names=()
  [ "$(built_for 1)" != 3.5 ] || names+=(spark-3.5)
  [ ! -f "$benchmark" ] || names+=(benchmark)
  local IFS=,
  [ ${#names[@]} -eq 0 ] || echo "-P${names[*]}"
}
if ! built; then
  # Of several submitters one builds, the others wait for it.
  if command -v flock >/dev/null; then
    exec 9>"$home/.build.lock"
    flock 9
  fi
fi
if ! built; then
  echo "building polymnist-spark ..." >&2
  (cd "$home" && mvn -q -B $(profiles) -Dmaven.test.skip=true package) >&2 ||
    fail "the build failed"
fi
exec 9>&-
# What needs no Spark: help, and the answer to a name that is no job's.
asks() {
  local word
  for word in "$@"; do
    case "$word" in -h | --help) return 0 ;; esac
  done
  return 1
}
if ! $known || asks "$@"; then
  exec "$java" -XX:TieredStopAtLevel=1 -cp "$jar:$benchmark:$home/target/lib/*:$home/target/spark-home/jars/*" \
    "-Dlog4j2.configurationFile=$home/conf/log4j2.properties" "$main" "$job" "$@"
fi
spark_version="$(built_for 1)"
scala_version="$(built_for 2)"
[ "$spark_version" != 3.5 ] || [ "$version" = 17 ] ||
  fail "Spark 3.5 needs Java 17, but $java is $version: set JAVA_HOME, or build for Spark 4.2: mvn clean -Dmaven.test.skip=true package"

if [ -n "${SPARK_HOME:-}" ]; then
  spark="$SPARK_HOME"
  [ -x "$spark/bin/spark-submit" ] || fail "SPARK_HOME=$spark has no bin/spark-submit"
  has() {
    compgen -G "$spark/jars/spark-core_$2-$1.*.jar" >/dev/null
  }
  if ! has "$spark_version" "$scala_version"; then
    remedy="Spark 4.2 for Scala 2.13 and Spark 3.5 for Scala 2.12 are supported"
    ! has 4.2 2.13 || remedy="build for it: mvn clean -Dmaven.test.skip=true package"
    ! has 3.5 2.12 || remedy="build for it: mvn clean -Pspark-3.5 -Dmaven.test.skip=true package"
    fail "SPARK_HOME=$spark is not Spark $spark_version for Scala $scala_version, for which this was built: unset it to use the assembled Spark, or $remedy"
  fi
else
  spark="$home/target/spark-home"
  # Our Spark settings and logging; a distribution's own are left alone.
  export SPARK_CONF_DIR="${SPARK_CONF_DIR:-$home/conf}"
fi

# Spark, ND4J and OpenBLAS each start threads; a task has one core.
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}" OPENBLAS_NUM_THREADS="${OPENBLAS_NUM_THREADS:-1}"
# Spark looks for the Scala version in the environment where no distribution tells it.
export SPARK_SCALA_VERSION="$scala_version"

# Where the application runs: as the options say, else a file of Spark's settings, else here.
conf_dir="${SPARK_CONF_DIR:-$spark/conf}"
properties="$conf_dir/spark-defaults.conf"
master=""
deploy_mode=""
driver_java=""
jars=()
# Beside the application's own jar, whose classes it extends.
[ ! -f "$benchmark" ] || jars+=("$benchmark")
kept=()
option() {
  case "$1" in
    --master) master="$2" ;;
    --deploy-mode) deploy_mode="$2" ;;
    --properties-file) properties="$2" ;;
    --driver-java-options) driver_java="$2" ;;
    --jars) jars+=("$2"); return ;;
    --conf | -c)
      case "$2" in
        spark.master=*) : "${master:=${2#*=}}" ;;
        spark.submit.deployMode=*) : "${deploy_mode:=${2#*=}}" ;;
        spark.driver.extraJavaOptions=*) : "${driver_java:=${2#*=}}" ;;
        spark.jars=*) jars+=("${2#*=}"); return ;;
      esac
      ;;
  esac
  kept+=("$1" "$2")
}
for ((i = 0; i < ${#options[@]}; i++)); do
  case "${options[$i]}" in
    --verbose | -v | --supervise) kept+=("${options[$i]}") ;;
    --*=*) option "${options[$i]%%=*}" "${options[$i]#*=}" ;;
    *) option "${options[$i]}" "${options[$((++i))]}" ;;
  esac
done
# The value of a key in that file of Spark's settings.
property() {
  [ ! -f "$properties" ] ||
    sed -n "s/^[[:space:]]*${1//./\\.}[[:space:]=:]\{1,\}\(.*[^[:space:]]\)[[:space:]]*\$/\1/p" "$properties" | tail -1
}
: "${master:=$(property spark.master)}"
: "${deploy_mode:=$(property spark.submit.deployMode)}"
: "${driver_java:=$(property spark.driver.extraJavaOptions)}"

command=("$spark/bin/spark-submit" --class "$main" --name "polymnist $job")
while IFS= read -r line; do
  command+=(--conf "${line%% *=*}=$(sed 's/^[^=]*= *//; s/^"\(.*\)"$/\1/' <<<"$line")")
done < <(grep '^spark\.' "$definition" || true)
command+=(
  --conf "spark.polymnist.home=$home"
  --conf "spark.polymnist.commit=$(git -C "$home" describe --always --dirty --abbrev=12 2>/dev/null || echo unknown)"
  --conf "spark.executorEnv.OMP_NUM_THREADS=$OMP_NUM_THREADS"
  --conf "spark.executorEnv.OPENBLAS_NUM_THREADS=$OPENBLAS_NUM_THREADS"
  # Spark makes this folder even where no table of its own is kept.
  --conf "spark.sql.warehouse.dir=$home/target/spark-warehouse"
  --conf "spark.driver.extraClassPath=$home/target/lib/*"
)
waits=false
case "${master:-local}" in
  local*)
    # Executors are on this machine: they read the libraries where they are.
    command+=(--conf "spark.executor.extraClassPath=$home/target/lib/*")
    export SPARK_LOCAL_IP="${SPARK_LOCAL_IP:-127.0.0.1}"
    ;;
  *)
    jars+=("$home"/target/lib/*.jar)
    if [ "$deploy_mode" = cluster ] && [[ "$master" == spark://* ]]; then
      waits=true
      command+=(--conf spark.standalone.submit.waitAppCompletion=true)
      # Spark 4 gives a driver on a worker what Java asks for; Spark 3.5 does not.
      [ "$spark_version" != 3.5 ] ||
        kept+=(--driver-java-options "$(xargs <"$home/target/spark-home/java-options") $driver_java")
    fi
    ;;
esac
# A driver elsewhere does not have the profile, and starts in a folder of its own: what the profile
# says goes along, and what relative names are relative to.
if [ "$deploy_mode" = cluster ]; then
  command+=(--conf "spark.polymnist.folder=$PWD")
  profile=demo
  words=("$@")
  for ((i = 0; i < ${#words[@]}; i++)); do
    case "${words[$i]}" in
      --profile) profile="${words[$((i + 1))]:-}" ;;
      --profile=*) profile="${words[$i]#*=}" ;;
    esac
  done
  [ ! -f "$home/conf/$profile.conf" ] || profile="$home/conf/$profile.conf"
  [ -f "$profile" ] || fail "no profile '$profile': give a file, or a name of $home/conf"
  command+=(--conf "spark.polymnist.profile=$(base64 <"$profile" | tr -d '\n')")
fi
if [ ${#jars[@]} -gt 0 ]; then
  command+=(--jars "$(printf '%s,' "${jars[@]}" | sed 's/,$//')")
fi
[ -n "$master" ] || command+=(--master 'local[*]')
command+=(${kept[@]+"${kept[@]}"} "$jar" "$job" "$@")

if $print_command; then
  printf '%q ' "${command[@]}"
  echo
  exit 0
fi
$waits || exec "${command[@]}"

# There Spark's exit code is 0 whatever became of the driver, which it tells in its log alone.
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
{ "${command[@]}" 2>&1 >&3 | tee "$log" >&2; } 3>&1
if ! grep -q 'State of driver .* is FINISHED' "$log"; then
  echo "spark-submit.sh: the driver did not finish its job, as Spark's log above has it; its standard error on its worker says why" >&2
  exit 1
fi
