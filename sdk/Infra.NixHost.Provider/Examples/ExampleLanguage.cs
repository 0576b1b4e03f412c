namespace Infra.NixHost.Provider.Examples;

/// <summary>A language that examples are written in.</summary>
internal enum ExampleLanguage
{
    /// <summary>TypeScript.</summary>
    TypeScript,

    /// <summary>Python.</summary>
    Python,

    /// <summary>C#, with the classes of Infra.NixHost.</summary>
    CSharp,

    /// <summary>YAML.</summary>
    Yaml,
}
