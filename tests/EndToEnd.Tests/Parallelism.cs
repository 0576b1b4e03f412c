// Every fixture has a lab of its own. Two at a time: while the guests of one boot, the programs of the other run.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
