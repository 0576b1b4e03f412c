using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Repository.Tests;

/// <summary>
/// Folders of a project form no circle, so that each can be read with only those below it.
/// </summary>
/// <remarks>
/// A folder is a namespace. Compared are the folders that lie beside each other, on every level: the folders of a project, and the
/// folders in each of them, with all that lies deeper. A folder's own files are not compared with its subfolders: they are its front
/// door, and hold what the subfolders share or what composes them.
/// </remarks>
public sealed class Rooms
{
    [TestCaseSource(nameof(Projects))]
    public void Folders_of_a_project_form_no_circle(string project)
    {
        var files = Checkout
            .Files("*.cs")
            .Select(Checkout.Relative)
            .Where(f => f.StartsWith($"{project}/", StringComparison.Ordinal))
            .Select(f => new SourceRoom(File.ReadAllText(Path.Combine(Checkout.Root, f))))
            .ToList();

        Assert.That(Circles(files), Is.Empty);
    }

    [Test]
    public void A_circle_is_found_through_a_folder_between()
    {
        SourceRoom[] files =
        [
            new("using P.B; namespace P.A; class X { Y y; }"),
            new("using P.C.Deep; namespace P.B; class Y { Z z; }"),
            new("namespace P.C.Deep; class Z { P.A.X x; }"),
        ];

        Assert.That(Circles(files), Is.EqualTo(new[] { "A, B, C" }));
    }

    [Test]
    public void A_circle_is_found_where_a_folder_names_what_lies_beside_it()
    {
        SourceRoom[] files =
        [
            new("namespace P.A.One; class X { Two.Y y; }"),
            new("using P.A.One; namespace P.A.Two; class Y { X x; }"),
            new("namespace P.A; class Shared { One.X x; Two.Y y; }"),
            new("namespace P.B; class Other { }"),
        ];

        Assert.That(Circles(files), Is.EqualTo(new[] { "A.One, A.Two" }));
    }

    private static IEnumerable<string> Projects() =>
        Checkout
            .Files("*.csproj")
            .Select(Checkout.Relative)
            .Where(f => f.StartsWith("sdk/", StringComparison.Ordinal))
            .Select(f => Path.GetDirectoryName(f)!);

    private static ImmutableArray<string> Circles(IReadOnlyCollection<SourceRoom> files)
    {
        var rooms = files
            .SelectMany(f => f.Types.Select(type => (Name: $"{f.Name}.{type}", Room: f.Name)))
            .Concat(files.Select(f => (f.Name, Room: f.Name)))
            .Distinct()
            .ToDictionary(p => p.Name, p => p.Room, StringComparer.Ordinal);
        var root = CommonRoot([.. rooms.Values]);
        var arrows = files
            .SelectMany(f => f.References(rooms).Select(to => Arrow(root, f.Name, to)))
            .OfType<(string From, string To)>()
            .ToLookup(a => a.From, a => a.To, StringComparer.Ordinal);
        return
        [
            .. arrows
                .Select(a => (Room: a.Key, Behind: Reachable(arrows, a.Key)))
                .Where(r => r.Behind.Contains(r.Room))
                .Select(r =>
                    string.Join(
                        ", ",
                        r.Behind.Where(b => Reachable(arrows, b).Contains(r.Room))
                            .Order(StringComparer.Ordinal)
                    )
                )
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The arrow between the two folders in which the paths part; none where one lies in the other.</summary>
    private static (string From, string To)? Arrow(string root, string from, string to)
    {
        var (left, right) = (Parts(root, from), Parts(root, to));
        var shared = left.Zip(right).TakeWhile(p => p.First == p.Second).Count();
        return shared == left.Length || shared == right.Length
            ? null
            : (string.Join('.', left[..(shared + 1)]), string.Join('.', right[..(shared + 1)]));
    }

    private static string[] Parts(string root, string name) =>
        name[root.Length..].Split('.', StringSplitOptions.RemoveEmptyEntries);

    private static string CommonRoot(IReadOnlyCollection<string> names)
    {
        var parts = names.Select(n => n.Split('.')).ToList();
        var shared = parts[0].TakeWhile((p, i) => parts.TrueForAll(o => o.Length > i && o[i] == p));
        return string.Join('.', shared);
    }

    private static HashSet<string> Reachable(ILookup<string, string> arrows, string from)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(arrows[from]);
        while (open.TryPop(out var room))
        {
            if (found.Add(room))
            {
                foreach (var next in arrows[room])
                {
                    open.Push(next);
                }
            }
        }

        return found;
    }

    /// <summary>A source file: its namespace, and the namespaces that its usings and its qualified names lead to.</summary>
    private sealed class SourceRoom
    {
        private readonly CompilationUnitSyntax _unit;

        public SourceRoom(string text)
        {
            _unit = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
            var declared = _unit.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>();
            Name = declared.FirstOrDefault()?.Name.ToString() ?? "";
        }

        public string Name { get; }

        public IEnumerable<string> Types =>
            _unit
                .DescendantNodes(n => n is not BaseTypeDeclarationSyntax)
                .OfType<MemberDeclarationSyntax>()
                .Select(n =>
                    n switch
                    {
                        BaseTypeDeclarationSyntax type => type.Identifier.Text,
                        DelegateDeclarationSyntax type => type.Identifier.Text,
                        _ => "",
                    }
                )
                .Where(name => name.Length > 0);

        /// <summary>The rooms that are named.</summary>
        /// <param name="rooms">The room of each namespace and of each type.</param>
        public IEnumerable<string> References(IReadOnlyDictionary<string, string> rooms)
        {
            var used = _unit
                .DescendantNodes()
                .OfType<UsingDirectiveSyntax>()
                .Select(u => u.NamespaceOrType.ToString());
            var qualified = _unit
                .DescendantNodes()
                .Where(n => n is QualifiedNameSyntax or MemberAccessExpressionSyntax)
                .Where(n => !n.Ancestors().Any(a => a is UsingDirectiveSyntax))
                .SelectMany(n => Meanings(n.ToString()))
                .Where(name => !rooms.TryGetValue(name, out var room) || room != name);
            return used.Concat(qualified)
                .Where(rooms.ContainsKey)
                .Select(name => rooms[name])
                .Distinct(StringComparer.Ordinal);
        }

        /// <summary>What a name can mean that begins in the file's own namespace or in one around it, and may end in a member.</summary>
        private IEnumerable<string> Meanings(string name)
        {
            var around = Name.Split('.');
            for (var depth = 0; depth <= around.Length; depth++)
            {
                var start = string.Join('.', around[..depth]);
                for (
                    var end = name;
                    end.Contains('.', StringComparison.Ordinal);
                    end = Shortened(end)
                )
                {
                    yield return start.Length == 0 ? end : $"{start}.{end}";
                }
            }
        }

        private static string Shortened(string name) => name[..name.LastIndexOf('.')];
    }
}
