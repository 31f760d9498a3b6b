# Sourced. start_model VARIABLE COMMAND…: starts the model server COMMAND, whose first line of output is its address, and
# sets VARIABLE to that; stop_models ends all that were started.
models=()

start_model() {
    local variable=$1 output address
    shift
    exec {output}< <(exec "$@")
    models+=($!)
    read -r address <&"$output" || { echo "$*: the model server did not start" >&2; return 1; }
    printf -v "$variable" %s "$address"
}

stop_models() {
    local model
    for model in "${models[@]}"; do kill "$model" 2>/dev/null || true; done
}
