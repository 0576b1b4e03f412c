using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Repository.Tests.Flavours;

/// <summary>
/// Code that is compiled against the stand-in uses only members of its reviewed list, so that the real package can take its
/// place.
/// </summary>
public sealed class PublicSurface
{
    private static readonly string Project = Path.Combine(
        Checkout.Root,
        "sdk",
        "embedded",
        "Pulumi"
    );

    [Test]
    public void The_build_fails_when_the_surface_and_its_list_differ()
    {
        var project = XDocument.Load(Path.Combine(Project, "Pulumi.csproj"));
        var editorconfig = File.ReadAllText(Path.Combine(Checkout.Root, ".editorconfig"));

        Assert.That(
            Values(project, "PackageReference"),
            Has.Member("Microsoft.CodeAnalysis.PublicApiAnalyzers")
        );
        Assert.That(
            Values(project, "AdditionalFiles"),
            Is.EquivalentTo(["PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt"])
        );
        Assert.That(editorconfig, Does.Not.Match("RS001[67]"));
    }

    [Test]
    public void The_stand_in_shows_its_inside_to_its_own_tests_alone()
    {
        var project = XDocument.Load(Path.Combine(Project, "Pulumi.csproj"));

        Assert.That(Values(project, "InternalsVisibleTo"), Is.EqualTo(["Pulumi.Tests"]));
    }

    [Test]
    public void Every_assembly_that_is_compiled_against_it_uses_only_what_the_list_names()
    {
        var (types, members) = ReadList();
        var assemblies = Checkout
            .Files("*.csproj")
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => name is not ("Pulumi" or "Pulumi.Tests"))
            .Select(name =>
                Path.Combine(Checkout.Root, "artifacts", "bin", name!, "debug", $"{name}.dll")
            )
            .Where(File.Exists)
            .Select(path => (Name: Path.GetFileName(path), Uses: Uses(path)))
            .Where(assembly => assembly.Uses.Length > 0)
            .ToArray();
        var strange =
            from assembly in assemblies
            from use in assembly.Uses
            where
                use.Member is null
                    ? !types.Contains(use.Type)
                    : !members.Contains($"{use.Type}.{use.Member}")
                        && !IsOfDelegate(use.Type, members)
            select $"{assembly.Name}: {use.Type}.{use.Member}";

        Assert.That(
            assemblies.Select(assembly => assembly.Name),
            Is.SupersetOf(["Infra.NixHost.dll", "quickstart.dll", "guests.dll", "LabStack.dll"])
        );
        Assert.That(strange.Distinct(), Is.Empty);
    }

    // The list contains the Invoke method of a delegate; the compiler provides its constructor.
    private static bool IsOfDelegate(string type, HashSet<string> members) =>
        members.Contains($"{type}.Invoke");

    private static IEnumerable<string?> Values(XDocument project, string item) =>
        project.Descendants(item).Select(i => i.Attribute("Include")?.Value);

    // Of "static Pulumi.Output<T>.Create(…) -> …" only type and member are compared, because the compiler checks signatures.
    private static (HashSet<string> Types, HashSet<string> Members) ReadList()
    {
        var (types, members) = (new HashSet<string>(), new HashSet<string>());
        foreach (
            var line in File.ReadLines(Path.Combine(Project, "PublicAPI.Unshipped.txt"))
                .Where(line => line.Contains("Pulumi.", StringComparison.Ordinal))
        )
        {
            var name = Plain(line);
            (line.Contains("->", StringComparison.Ordinal) ? members : types).Add(name);
        }

        return (types, members);
    }

    // The modifiers, type arguments, parameters and result are removed.
    private static string Plain(string line)
    {
        var start = line.IndexOf("Pulumi.", StringComparison.Ordinal);
        var (depth, plain) = (0, new System.Text.StringBuilder());
        foreach (var c in line[start..])
        {
            if (depth == 0 && c is '(' or ' ' or '=')
            {
                break;
            }

            depth += c switch
            {
                '<' => 1,
                '>' => -1,
                _ => 0,
            };
            if (depth == 0 && c is not '>' and not '!' and not '?')
            {
                plain.Append(c);
            }
        }

        return plain.ToString();
    }

    private static (string Type, string? Member)[] Uses(string path)
    {
        using var pe = new PEReader(File.OpenRead(path));
        var reader = pe.GetMetadataReader();
        var types = reader
            .TypeReferences.Select(handle => (Handle: handle, Name: NameOf(reader, handle)))
            .Where(type => type.Name is not null)
            .ToDictionary(type => (EntityHandle)type.Handle, type => type.Name!);
        var members =
            from handle in reader.MemberReferences
            let member = reader.GetMemberReference(handle)
            let type = types.GetValueOrDefault(Definition(reader, member.Parent))
            where type is not null
            select (type, (string?)Listed(reader.GetString(member.Name), type));
        return [.. types.Values.Select(type => (type, (string?)null)), .. members];
    }

    // Types of other assemblies have no name here.
    private static string? NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name).Split('`')[0];
        return type.ResolutionScope.Kind switch
        {
            HandleKind.TypeReference => NameOf(reader, (TypeReferenceHandle)type.ResolutionScope)
                is { } outer
                ? $"{outer}.{name}"
                : null,
            HandleKind.AssemblyReference
                when reader.GetString(
                    reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name
                ) == "Pulumi" => $"{reader.GetString(type.Namespace)}.{name}",
            _ => null,
        };
    }

    // A member of Output<string> belongs to an instance of Output<T>, whose signature begins with the definition.
    private static EntityHandle Definition(MetadataReader reader, EntityHandle parent)
    {
        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return parent;
        }

        var signature = reader.GetBlobReader(
            reader.GetTypeSpecification((TypeSpecificationHandle)parent).Signature
        );
        return signature.ReadSignatureTypeCode() == SignatureTypeCode.GenericTypeInstance
            ? GenericDefinition(ref signature)
            : parent;
    }

    private static EntityHandle GenericDefinition(ref BlobReader signature)
    {
        // The next byte says whether it is a class or a value type.
        signature.ReadCompressedInteger();
        return signature.ReadTypeHandle();
    }

    // The name is written as in the list.
    private static string Listed(string member, string type) =>
        member switch
        {
            ".ctor" => type.Split('.')[^1],
            "set_Item" => "this[string",
            "op_Implicit" => "implicit",
            "op_Equality" => "operator",
            "op_Inequality" => "operator",
            _ when member.StartsWith("get_", StringComparison.Ordinal) => $"{member[4..]}.get",
            _ when member.StartsWith("set_", StringComparison.Ordinal) => $"{member[4..]}.set",
            _ => member,
        };
}
