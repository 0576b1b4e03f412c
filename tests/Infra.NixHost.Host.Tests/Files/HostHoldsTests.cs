using CliWrap;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Tests.Contract;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Files;

/// <summary>What callers rely on of a file that one of them holds, also when others reach the same host in another way.</summary>
[TestFixture(Reach.Here)]
[TestFixture(Reach.Ssh, Category = "Real")]
internal sealed class HostHoldsTests(Reach reach) : FilesFixture(reach)
{
    [Test]
    public void A_file_is_held_by_one_at_a_time_and_gone_afterwards()
    {
        foreach (var name in OddNames.All.Prepend("file"))
        {
            var file = Place.At(name);
            using (var first = Files.Hold(file))
            {
                Assert.That(first, Is.Not.Null, name);
                Assert.That(File.GetUnixFileMode(file), Is.EqualTo((UnixFileMode)0b110_000_000));
                Assert.That(Files.Hold(file), Is.Null, name);
            }

            Assert.That(File.Exists(file), Is.False, name);
            using var second = Files.Hold(file);
            Assert.That(second, Is.Not.Null, name);
        }

        Assert.That(Directory.GetFileSystemEntries(Place.Path), Is.Empty);
    }

    [Test]
    public void Several_files_are_held_and_released_in_any_order()
    {
        var paths = Enumerable.Range(0, 40).Select(i => Place.At($"{i}")).ToList();
        var held = paths.ConvertAll(Files.Hold);

        Assert.That(held, Has.All.Not.Null);
        Assert.That(paths.ConvertAll(Files.Hold), Has.All.Null);
        foreach (var one in held.AsEnumerable().Reverse())
        {
            one!.Dispose();
            one.Dispose();
        }

        Assert.That(Directory.GetFileSystemEntries(Place.Path), Is.Empty);
    }

    [Test]
    public async Task Programs_on_the_host_and_elsewhere_hold_the_same_file()
    {
        using var elsewhere = await ContractHost.OpenAsync(Reach);
        var file = Place.At("file");
        IHostFiles[] all = [Files, new LocalFiles(), elsewhere.Files];
        foreach (var files in all)
        {
            using var held = files.Hold(file);

            Assert.That(held, Is.Not.Null);
            Assert.That(all.Select(other => other.Hold(file)), Has.All.Null);
        }
    }

    [Test]
    public async Task A_killed_process_holds_nothing()
    {
        var file = Place.At("file");
        using var kill = new CancellationTokenSource();
        var started = Place.At("started");
        var owner = Cli.Wrap("flock")
            .WithArguments([
                "--no-fork",
                file,
                "sh",
                "-c",
                "echo $$ >\"$0\"; exec sleep 600",
                started,
            ])
            .ExecuteAsync(kill.Token, CancellationToken.None);
        await ChildProcess.ReadIdAsync(started);
        Assert.That(Files.Hold(file), Is.Null);

        await kill.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(async () => await owner);

        using var free = Files.Hold(file);
        Assert.That(free, Is.Not.Null);
    }

    [Test]
    public void Of_many_who_come_and_go_one_at_a_time_holds_the_file()
    {
        const int Turns = 40;
        var file = Place.At("file");
        var (inside, most) = (0, 0);

        Parallel.For(
            0,
            4,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            who =>
            {
                var files = who == 0 ? new LocalFiles() : Files;
                for (var turns = 0; turns < Turns; )
                {
                    using var held = files.Hold(file);
                    if (held is null)
                    {
                        continue;
                    }

                    turns++;
                    var now = Interlocked.Increment(ref inside);
                    InterlockedMax(ref most, now);
                    Thread.Yield();
                    Interlocked.Decrement(ref inside);
                }
            }
        );

        Assert.That(most, Is.EqualTo(1));
        Assert.That(File.Exists(file), Is.False);
    }

    [Test]
    public void A_file_that_cannot_be_held_is_a_failure() =>
        Assert.That(() => Files.Hold(Place.At("no", "file")), Throws.InstanceOf<IOException>());

    private static void InterlockedMax(ref int target, int value)
    {
        for (int seen; (seen = Volatile.Read(ref target)) < value; )
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
