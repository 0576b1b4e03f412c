using System.Reflection;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Resources;

/// <summary>The records of the owners, of which a user of libvirt alone may read none.</summary>
internal sealed class OwnerRecordsTests
{
    private DirectoryInfo _directory = null!;

    [SetUp]
    public void SetUp() => _directory = Directory.CreateTempSubdirectory("nixhost-test-");

    [TearDown]
    public void TearDown() => _directory.Delete(recursive: true);

    [Test]
    public void A_user_who_may_not_list_the_records_sees_none()
    {
        Records(new LocalFiles()).Describe("/gcroots/a", PropertyMap.Empty);
        Assert.That(Records(new LocalFiles()).Described(), Is.EqualTo(["/gcroots/a"]));

        Assert.That(Records(RefusedFiles.Refuse("List")).Described(), Is.Empty);
    }

    [TestCase("Replace", "cannot be written")]
    [TestCase("Hold", "cannot be written")]
    public void A_user_who_may_not_write_a_record_is_told_what_to_do(string refused, string text)
    {
        var records = Records(RefusedFiles.Refuse(refused));

        var failure = Assert.Throws<HostException>(() =>
        {
            records.TryHold("/gcroots/a")?.Dispose();
            records.Write("/gcroots/a", new("token", "urn", "/lab", "here"));
        });

        Assert.That(failure?.Code, Is.EqualTo("state-denied"));
        Assert.That(failure?.Message, Does.Contain(text).And.Contains("Run as root"));
    }

    private OwnerRecords Records(IHostFiles files) => new(files, _directory.FullName);

    /// <summary>The files of this machine for a user who is refused one kind of call, also where the tests run as root.</summary>
#pragma warning disable CA1852 // The proxy is a subclass that is made at run time.
    public class RefusedFiles : DispatchProxy
#pragma warning restore CA1852
    {
        private readonly LocalFiles _files = new();
        private string _refused = "";

        public static IHostFiles Refuse(string call)
        {
            var files = Create<IHostFiles, RefusedFiles>();
            ((RefusedFiles)files)._refused = call;
            return files;
        }

        protected override object? Invoke(MethodInfo? method, object?[]? arguments) =>
            method?.Name == _refused
                ? throw new UnauthorizedAccessException("Permission denied")
                : method?.Invoke(_files, arguments);
    }
}
