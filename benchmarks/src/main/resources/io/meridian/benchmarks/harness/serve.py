# One answer, in seconds, for each line asked; what work() printed would confuse the asker.
import os, sys, time

answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
for _ in sys.stdin:
    begin = time.perf_counter()
    work()
    answers.write(f"{time.perf_counter() - begin}\n")
    answers.flush()
