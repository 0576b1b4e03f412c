using Microsoft.CodeAnalysis;

namespace Infra.NixHost.Analyzers.Judging;

/// <summary>Reports what is wrong with inputs, under the path that a preview would name.</summary>
/// <param name="report">Takes each diagnostic.</param>
/// <param name="resource">The type and name of the resource; <c>null</c> when the program says it elsewhere.</param>
/// <param name="path">The path of the inputs; empty for those of a resource.</param>
internal sealed class Findings(Action<Diagnostic> report, string? resource, string path = "")
{
    /// <summary>The path of an input.</summary>
    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>The findings of the inputs below an input.</summary>
    public Findings Below(string name) => new(report, resource, PathOf(name));

    /// <summary>Reports something about an input, if there is a reason.</summary>
    public void AddIf(DiagnosticDescriptor kind, Location place, string name, string? reason)
    {
        if (reason is not null)
        {
            AddAt(kind, place, PathOf(name), reason);
        }
    }

    /// <summary>Reports something about the inputs as a whole.</summary>
    public void AddWhole(DiagnosticDescriptor kind, Location place, string reason) =>
        AddAt(kind, place, path, reason);

    /// <summary>Reports something under a whole path.</summary>
    public void AddAt(DiagnosticDescriptor kind, Location place, string at, string reason) =>
        report(Diagnostic.Create(kind, place, resource is null ? at : $"{resource}: {at}", reason));
}
