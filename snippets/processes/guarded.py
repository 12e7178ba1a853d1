"""A child started under the main guard works with every start method."""

import multiprocessing


# --8<-- [start:fix]
def main() -> None:
    """Start a child and wait for it."""
    context = multiprocessing.get_context("spawn")
    child = context.Process(target=print, args=("child: working",))
    child.start()
    child.join()
    print(f"parent: done, exit code of the child: {child.exitcode}")


if __name__ == "__main__":  # not true when a child imports this
    main()
# --8<-- [end:fix]
