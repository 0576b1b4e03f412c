using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Files;

/// <summary>Files of this machine that many use at the same time.</summary>
internal sealed class FilesAtOnceTests
{
    private const UnixFileMode File0644 = (UnixFileMode)0b110_100_100;
    private readonly LocalFiles _files = new();
    private TestDirectory _directory;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    [Test]
    public async Task A_file_that_many_replace_at_once_has_the_text_of_one_of_them_at_any_moment()
    {
        const int length = 10_000;
        var file = _directory.Write("file", new('0', length));
        using var end = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (!end.IsCancellationRequested)
            {
                var text = _files.Read(file, FilePart.Whole).Text ?? "";
                seen.Add($"{text.Length} {string.Concat(text.Distinct())}");
            }

            return seen;
        });

        await Parallel.ForEachAsync(
            Enumerable.Range(1, 8),
            (digit, _) =>
            {
                _files.Replace(file, new((char)('0' + digit), length), File0644);
                return ValueTask.CompletedTask;
            }
        );

        await end.CancelAsync();
        Assert.That(
            await reading,
            Is.SubsetOf(Enumerable.Range(0, 9).Select(digit => $"{length} {digit}"))
        );
        Assert.That(_files.List(_directory.Path), Is.EqualTo(["file"]));
    }

    [Test]
    public async Task Only_one_of_many_holds_a_file_at_any_moment()
    {
        var file = _directory.At("held");
        var (holders, most, times) = (0, 0, 0);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 8),
            (_, _) =>
            {
                for (var i = 0; i < 2_000; i++)
                {
                    using var held = _files.Hold(file);
                    if (held is null)
                    {
                        continue;
                    }

                    most = Math.Max(most, Interlocked.Increment(ref holders));
                    Interlocked.Increment(ref times);
                    Thread.Yield();
                    Interlocked.Decrement(ref holders);
                }

                return ValueTask.CompletedTask;
            }
        );

        Assert.That(most, Is.EqualTo(1));
        Assert.That(times, Is.Positive);
        Assert.That(_files.List(_directory.Path), Is.Empty);
    }
}
