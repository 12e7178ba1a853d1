"""A child started while the main module is read: under spawn it never gets to its work."""

import multiprocessing
import sys

sys.tracebacklimit = 0  # the last line of a traceback tells enough here

# --8<-- [start:misuse]
context = multiprocessing.get_context("spawn")
child = context.Process(target=print, args=("child: working",))
child.start()
child.join()
print(f"parent: done, exit code of the child: {child.exitcode}")
# --8<-- [end:misuse]
