using System.Collections.Immutable;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Rpc;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.NixHost.Provider.Tests.Rpc;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.NixHost.Provider.Tests.Fuzz;

/// <summary>A provider over the wire, on a host in memory where others have something too, and what to send to it.</summary>
internal sealed class FuzzedProvider : IAsyncDisposable
{
    private const string Image = "/nix/store/11111111111111111111111111111111-image";
    private static readonly string[] Life = ["Check", "Diff", "Create", "Update", "Read", "Delete"];
    private readonly Random _random;
    private readonly ServedProvider _served;
    private readonly DirectoryInfo _foreign = Directory.CreateTempSubdirectory("nixhost-test-");
    private readonly RandomInputs _inputs;
    private readonly RandomMessages _messages;
    private readonly List<(string Urn, string Id, Struct Inputs, Struct Outputs)> _made = [];

    private FuzzedProvider(Random random, ServedProvider served)
    {
        (_random, _served) = (random, served);
        string[] paths =
        [
            Path.Combine(_foreign.FullName, "precious"),
            Path.Combine(_foreign.FullName, "link"),
            Path.Combine(_foreign.FullName, "disk.qcow2"),
            _foreign.FullName,
            _foreign.FullName + "/../" + _foreign.Name,
            "/images/theirs.qcow2",
            "guest.nix",
            "root",
            $"{Image}/nixos.qcow2",
        ];
        _inputs = new(random, paths);
        _messages = new(random, paths);
    }

    /// <summary>Sends whatever bytes it is given.</summary>
    public CallInvoker Raw => _served.Raw;

    public static async Task<FuzzedProvider> StartAsync(Random random)
    {
        var served = await ServedProvider.StartAsync(new QuickClock());
        var target = new FuzzedProvider(random, served);
        target.Furnish();
        await served.ConfigureAsync();
        return target;
    }

    /// <summary>Most messages ask for what a resource goes through.</summary>
    public MethodDescriptor Choose(IReadOnlyList<MethodDescriptor> methods)
    {
        if (_random.Next(6) == 0)
        {
            return methods[_random.Next(methods.Count)];
        }

        var name = Life[_random.Next(Life.Length)];
        return methods.Single(m => m.Name == name);
    }

    public IMessage Message(MethodDescriptor method)
    {
        var message = _messages.Message(method.InputType);
        if (_random.Next(10) == 0)
        {
            return message;
        }

        var resource = Package.Resources[_random.Next(Package.Resources.Length)];
        var isOurs = _made.Count > 0 && _random.Next(3) > 0;
        var old = isOurs ? _made[_random.Next(_made.Count)] : Invented(resource);
        if (isOurs)
        {
            resource = Package.Resources.Single(r => old.Urn.Contains($":{r.Name}::"));
        }

        Fill(message, resource, old);
        return message;
    }

    /// <summary>Remembers what was made, so that later messages are about it.</summary>
    public void Learn(IMessage request, IMessage answer)
    {
        if (
            (request, answer) is (CreateRequest { Preview: false } create, CreateResponse created)
            && Package.Resources.Any(r => create.Urn.Contains($":{r.Name}::"))
        )
        {
            _made.Add((create.Urn, created.Id, create.Properties ?? new(), created.Properties));
        }
    }

    /// <summary>One of eight messages arrives damaged.</summary>
    public byte[] Damage(byte[] content) =>
        _random.Next(8) == 0 ? _messages.Mutate(content) : content;

    /// <summary>Everything on the host that is not ours.</summary>
    public string ForeignPicture()
    {
        var picture = new StringBuilder();
        foreach (
            var entry in _foreign
                .EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
                .OrderBy(e => e.FullName, StringComparer.Ordinal)
        )
        {
            picture.Append($"{entry.FullName} {entry.LinkTarget} {entry.UnixFileMode} ");
            picture.AppendLine(entry is FileInfo ? File.ReadAllText(entry.FullName) : "");
        }

        var host = _served.Stack.Host;
        foreach (var domain in host.FakeDomains.All.Values.Where(d => d.Name == "theirs"))
        {
            picture.AppendLine($"{domain.State} {domain.Autostart} {domain.Xml}");
        }

        foreach (
            var (info, xml) in host.FakeNetworks.All.Values.Where(n => n.Xml.Contains("theirs"))
        )
        {
            picture.AppendLine($"{info} {xml}");
        }

        picture.AppendLine(
            $"{host.FakeImages.Files.GetValueOrDefault("/images/theirs.qcow2")} {host.FakeStore.Roots.GetValueOrDefault("/gcroots/theirs")}"
        );
        return picture.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        _foreign.Delete(recursive: true);
    }

    private void Furnish()
    {
        var host = _served.Stack.Host;
        File.WriteAllText(Path.Combine(_served.Stack.Directory, "guest.nix"), "one");
        Directory.CreateDirectory(Path.Combine(_served.Stack.Directory, "root"));
        File.WriteAllText(Path.Combine(_served.Stack.Directory, "root", "default.nix"), "one");
        File.WriteAllText(Path.Combine(_foreign.FullName, "precious"), "theirs");
        File.WriteAllText(Path.Combine(_foreign.FullName, "disk.qcow2"), "QFI\u00fb theirs");
        File.CreateSymbolicLink(Path.Combine(_foreign.FullName, "link"), "precious");
        host.FakeStore.Valid[Image] = 0;
        host.FakeStore.Roots["/gcroots/theirs"] = Image;
        host.FakeImages.Add($"{Image}/nixos.qcow2", 1024);
        host.FakeImages.Add("/images/theirs.qcow2", 4096);
        var theirs = host.FakeDomains.Add("theirs");
        (theirs.State, theirs.LiveXml) = (
            Infra.NixHost.Hosts.Libvirt.DomainState.Running,
            theirs.Xml
        );
        host.FakeNetworks.Add("theirs");
    }

    private (string Urn, string Id, Struct Inputs, Struct Outputs) Invented(
        ResourceDefinition resource
    ) =>
        (
            $"urn:pulumi:dev::lab::{resource.Token}::{_inputs.Text()}",
            _inputs.Text(),
            Encode(_inputs.Properties(resource.Inputs)),
            Encode(_inputs.Properties([.. resource.Inputs.UnionBy(resource.Outputs, p => p.Name)]))
        );

    /// <summary>Replaces most of a message's random fields by what an engine would put there.</summary>
    private void Fill(
        IMessage message,
        ResourceDefinition resource,
        (string Urn, string Id, Struct Inputs, Struct Outputs) old
    )
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            object? value = field.Name switch
            {
                "urn" => old.Urn,
                "id" => old.Id,
                "news" => News(resource, old.Inputs),
                "inputs" or "old_inputs" => old.Inputs,
                "olds" => message is CheckRequest ? old.Inputs : old.Outputs,
                "properties" => message is CreateRequest ? News(resource, old.Inputs) : old.Outputs,
                "timeout" => _random.Next(20) == 0 ? null : 0d,
                _ => null,
            };
            if (value is not null && _random.Next(25) > 0)
            {
                field.Accessor.SetValue(message, value);
            }
        }
    }

    private Struct News(ResourceDefinition resource, Struct olds) =>
        Encode(
            _random.Next(3) == 0
                ? _inputs.Properties(resource.Inputs)
                : _inputs.Change(PropertyDecoder.Decode(olds), resource.Inputs)
        );

    private static Struct Encode(PropertyMap properties) =>
        PropertyEncoder.Encode(properties, EncodeOptions.Everything);
}
