using System.Runtime.InteropServices;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Tests.Contract;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Files;

/// <summary>The rights of what lies on a host, whatever the umask of the process there.</summary>
[NonParallelizable]
[TestFixture(Reach.Here)]
[TestFixture(Reach.Ssh, Category = "Real")]
internal sealed partial class FileRightsTests(Reach reach)
{
    private const UnixFileMode File0600 = (UnixFileMode)0b110_000_000;
    private const UnixFileMode Directory0700 = (UnixFileMode)0b111_000_000;
    private const UnixFileMode Directory0711 = (UnixFileMode)0b111_001_001;
    private TestDirectory _directory;
    private ContractHost? _host;

    private IHostFiles Files =>
        (_host ??= ContractHost.OpenAsync(reach).GetAwaiter().GetResult()).Files;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown()
    {
        _host?.Dispose();
        _host = null;
        _directory.Dispose();
    }

    private static void WithUmask(int mask, Action code)
    {
        var before = Umask(mask);
        try
        {
            code();
        }
        finally
        {
            _ = Umask(before);
        }
    }

    [TestCase(0b000_000_000)]
    [TestCase(0b000_010_010)]
    [TestCase(0b000_111_111)]
    public void A_base_record_is_for_its_user_alone_whatever_the_umask(int mask)
    {
        var bases = _directory.At("state", "bases");

        WithUmask(mask, () => new BaseRecord("/disk", "/base", "", "stamp").Write(Files, bases));

        Assert.That(File.GetUnixFileMode(_directory.At("state")), Is.EqualTo(Directory0711));
        Assert.That(File.GetUnixFileMode(bases), Is.EqualTo(Directory0700));
        Assert.That(File.GetUnixFileMode(Directory.GetFiles(bases).Single()), Is.EqualTo(File0600));
        Assert.That(BaseRecord.Read(Files, bases, "/disk")?.Base, Is.EqualTo("/base"));
    }

    [TestCase("")]
    [TestCase("{\"Disk\":")]
    public void A_damaged_base_record_is_named(string content)
    {
        var bases = _directory.Make("bases");
        new BaseRecord("/disk", "/base", "", "stamp").Write(Files, bases);
        var record = Directory.GetFiles(bases).Single();
        File.WriteAllText(record, content);

        Assert.That(
            () => BaseRecord.Read(Files, bases, "/disk"),
            Throws
                .TypeOf<HostException>()
                .With.Property("Code")
                .EqualTo("base-record")
                .And.Message.Contains(record)
        );
    }

    [Test]
    public void What_a_former_version_left_open_is_closed()
    {
        var bases = _directory.Make("bases");
        new BaseRecord("/disk", "/base", "", "stamp").Write(Files, bases);
        File.SetUnixFileMode(Directory.GetFiles(bases).Single(), (UnixFileMode)0b110_100_100);
        File.SetUnixFileMode(bases, (UnixFileMode)0b111_101_101);

        new BaseRecord("/disk", "/other", "", "stamp").Write(Files, bases);

        Assert.That(File.GetUnixFileMode(bases), Is.EqualTo(Directory0700));
        Assert.That(File.GetUnixFileMode(Directory.GetFiles(bases).Single()), Is.EqualTo(File0600));
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial int Umask(int mask);
}
