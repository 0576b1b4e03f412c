using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Repository.Tests.Flavours;

/// <summary>A stack is a description, so its library accesses neither the machine nor the network.</summary>
public sealed class InertLibrary
{
    private static readonly string[] Reaching =
    [
        "System.IO.",
        "System.Net.",
        "System.Diagnostics.",
        "System.Console",
        "System.Environment",
        "System.Threading.Thread",
        "Microsoft.Win32.",
    ];

    // These are names and attributes, which access nothing.
    private static readonly string[] Harmless =
    [
        "System.IO.Path",
        "System.Diagnostics.DebuggableAttribute",
        "System.Diagnostics.CodeAnalysis.",
    ];

    [Test]
    public void Infra_NixHost_refers_to_no_files_processes_networks_and_native_code()
    {
        using var pe = new PEReader(
            File.OpenRead(
                Path.Combine(Checkout.Root, "artifacts/bin/Infra.NixHost/debug/Infra.NixHost.dll")
            )
        );
        var reader = pe.GetMetadataReader();
        var types = reader
            .TypeReferences.Select(reader.GetTypeReference)
            .Select(t => $"{reader.GetString(t.Namespace)}.{reader.GetString(t.Name)}")
            .ToArray();
        var native = reader
            .MethodDefinitions.Select(reader.GetMethodDefinition)
            .Where(m => m.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            .Select(m => reader.GetString(m.Name));

        Assert.That(types, Has.Member("Pulumi.CustomResource"));
        Assert.That(types.Where(t => Starts(t, Reaching) && !Starts(t, Harmless)), Is.Empty);
        Assert.That(native, Is.Empty);
    }

    private static bool Starts(string type, string[] names) =>
        names.Any(name => type.StartsWith(name, StringComparison.Ordinal));
}
